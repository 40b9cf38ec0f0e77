// INFO cpu: processor time of the process, in seconds. Nothing forks, so children have none.

namespace ActorKv.Engine.Commands.Server.Info;

internal static class CpuSection
{
    private const int Digits = 6;

    public static InfoSection Section { get; } = new("CPU", Write);

    private static void Write(InfoWriter text, Store store)
    {
        Environment.ProcessCpuUsage usage = Environment.CpuUsage;
        text.Fraction("used_cpu_sys", usage.PrivilegedTime.TotalSeconds, Digits);
        text.Fraction("used_cpu_user", usage.UserTime.TotalSeconds, Digits);
        text.Fraction("used_cpu_sys_children", 0, Digits);
        text.Fraction("used_cpu_user_children", 0, Digits);
    }
}
