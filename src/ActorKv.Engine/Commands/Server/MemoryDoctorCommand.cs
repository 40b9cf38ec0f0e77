// MEMORY DOCTOR
//
// What MEMORY STATS shows, judged, in words of our own. Little data gives no picture: then nothing is judged.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class MemoryDoctorCommand : ISessionCommand
{
    // As Redis' doctor: from these on it speaks of a problem.
    private const long LittleData = 5 * 1024 * 1024;
    private const double HighPeak = 1.5, HighFragmentation = 1.4;

    public static CommandSpec Spec { get; } = new("DOCTOR")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(N) for N key shards",
        Summary = "Judges the server's memory, in words.",
        Arity = 2,
        Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session) =>
        session.Reply.Verbatim("txt"u8, Encoding.UTF8.GetBytes(Judge(new MemoryFigures(session.Store), session.Store.Options.MaxMemory)));

    internal static string Judge(MemoryFigures memory, long limit)
    {
        if (memory.Used - memory.Startup < LittleData) return "There is too little data to judge by: less than 5 MiB.\n";
        StringBuilder text = new();
        if (MemoryFigures.Ratio(memory.Peak, memory.Used) > HighPeak)
            text.Append(CultureInfo.InvariantCulture, $"* Peak: {memory.Peak} bytes were in use once, {memory.Used} are now. The system may not have the rest back yet; MEMORY PURGE returns it.\n");
        if (MemoryFigures.Ratio(memory.Resident, memory.Used) > HighFragmentation)
            text.Append(CultureInfo.InvariantCulture, $"* Resident memory: {memory.Resident} bytes for {memory.Used} in use. Some of it is garbage that has not been collected; MEMORY PURGE tells how much.\n");
        if (limit > 0 && memory.Used > limit / 10 * 9)
            text.Append(CultureInfo.InvariantCulture, $"* Limit: {memory.Used} of the {limit} bytes of maxmemory are in use.\n");
        return text.Length > 0 ? "There is something to say about the memory of this server:\n\n" + text : "No problem with the memory of this server was found.\n";
    }
}
