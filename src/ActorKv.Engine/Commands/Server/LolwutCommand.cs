// LOLWUT [VERSION version] [stones]
//
// A pond. Stones fall in at random places and times, rings run from them, and where rings meet they add up or quench each other. The version
// of the picture means nothing, there is only this one; what follows it is the number of stones, 1 to 16.
//
//   height(x, y) = sum over stones of cos(distance * wave number + phase) / (1 + distance / 8)

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class LolwutCommand : ISessionCommand
{
    private const int Columns = 72, Rows = 24, MostStones = 16;

    // From trough to crest.
    private const string Water = " ·˙∼≈≋";

    public static CommandSpec Spec { get; } = new("LOLWUT")
    {
        Group = CommandGroup.Server, Since = "5.0.0", Complexity = "O(N) where N is the number of stones",
        Summary = "Draws a picture, and tells the version.",
        Syntax = "[VERSION version] [stones]",
        Arity = -1, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
    };

    private readonly record struct Stone(double X, double Y, double Phase);

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining >= 2 && args.NextIs("VERSION"u8) && !args.TryNextInt64(out _))
        {
            session.Reply.Error(Errors.NotAnInteger);
            return;
        }
        TurnRandom random = session.Turn.Random;
        if (!args.TryNextInt64(out long stones)) stones = 2 + random.Next(4);
        string picture = Draw((int)Math.Clamp(stones, 1, MostStones), random);
        session.Reply.Verbatim("txt"u8, Encoding.UTF8.GetBytes($"{picture}\nActorKv {ServerVersion.ActorKv}, speaking as Redis ver. {ServerVersion.Redis}\n"));
    }

    private static string Draw(int count, TurnRandom random)
    {
        Stone[] stones = new Stone[count];
        foreach (ref Stone stone in stones.AsSpan()) stone = new Stone(random.Next(Columns), random.Next(Rows), random.Next(628) / 100.0);
        double waveNumber = 0.4 + random.Next(60) / 100.0;
        StringBuilder picture = new();
        for (int y = 0; y < Rows; y++)
        {
            for (int x = 0; x < Columns; x++) picture.Append(Water[Level(Height(x, y, stones, waveNumber))]);
            picture.Append('\n');
        }
        return picture.ToString();
    }

    private static double Height(int x, int y, Stone[] stones, double waveNumber)
    {
        double height = 0;
        foreach (Stone stone in stones)
        {
            // A character is twice as high as it is wide.
            double distance = Math.Sqrt((x - stone.X) * (x - stone.X) + 4 * (y - stone.Y) * (y - stone.Y));
            height += Math.Cos(distance * waveNumber + stone.Phase) / (1 + distance / 8);
        }
        return height;
    }

    private static int Level(double height) => (int)Math.Clamp((height + 0.5) * Water.Length, 0, Water.Length - 1);
}
