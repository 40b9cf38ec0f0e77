// Accounts that are opened with nothing and may be overdrawn: whatever is moved between them, their sum is nothing.
//
// All of a bank is one object, and what reads all of its accounts is one operation: so money that is on its way when somebody looks contradicts any
// order of events, as does a transfer that is lost, or is done twice.

using System.Globalization;

namespace ActorKv.Acceptance.Tests.Histories;

internal sealed class BankModel : SequentialModel
{
    public const int Accounts = 5;

    private static readonly string Opened = string.Join(' ', Enumerable.Repeat(0, Accounts));

    /// <summary>The argument of TRANSFER, which answers both new balances.</summary>
    public static string Transfer(int from, int to, long amount) => Text(from, to, amount);

    /// <summary>The argument of MOVE, which is executed only if the balances are what they were, and answers OK of each.</summary>
    public static string Move(int from, long hadFrom, int to, long hadTo, long amount) => Text(from, to, amount, hadFrom, hadTo);

    public override string Execute(string state, Operation operation, out string? result)
    {
        if (state.Length == 0) state = Opened;
        if (operation.Name == "READ")
        {
            result = state;
            return state;
        }
        long[] balances = Numbers(state), asked = Numbers(operation.Argument);
        (long from, long to, long amount) = (asked[0], asked[1], asked[2]);
        switch (operation.Name)
        {
            case "MOVE" when (balances[from], balances[to]) != (asked[3], asked[4]):
                result = null;
                return state;
            case "MOVE" or "TRANSFER":
                balances[from] -= amount;
                balances[to] += amount;
                result = operation.Name == "MOVE" ? "OK OK" : Text(balances[from], balances[to]);
                return Text(balances);
            default:
                throw Unknown(operation);
        }
    }

    private static string Text(params long[] numbers) => string.Join(' ', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    private static long[] Numbers(string text) => [.. text.Split(' ').Select(static number => long.Parse(number, CultureInfo.InvariantCulture))];
}
