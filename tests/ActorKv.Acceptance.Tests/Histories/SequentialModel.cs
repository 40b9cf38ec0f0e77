// What a key would answer if its commands came one after the other: the meaning that a concurrent history is held to.

using System.Globalization;

namespace ActorKv.Acceptance.Tests.Histories;

internal abstract class SequentialModel
{
    /// <summary>SET and GET.</summary>
    public static SequentialModel Register { get; } = new RegisterModel();

    /// <summary>INCR and GET.</summary>
    public static SequentialModel Counter { get; } = new CounterModel();

    /// <summary>RPUSH, LPOP, BLPOP (nil when it has waited in vain) and LLEN. Elements have no commas.</summary>
    public static SequentialModel List { get; } = new ListModel();

    /// <summary>TRANSFER, MOVE and READ.</summary>
    public static SequentialModel Bank { get; } = new BankModel();

    /// <summary>Executes an operation.</summary>
    /// <param name="state">Before it; "" is a key that does not exist.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="result">What a key in that state answers.</param>
    /// <returns>The state after it.</returns>
    public abstract string Execute(string state, Operation operation, out string? result);

    protected static NotSupportedException Unknown(Operation operation) => new($"The model has no {operation.Name}.");

    private static string? Shown(string state) => state.Length == 0 ? null : state;

    private sealed class RegisterModel : SequentialModel
    {
        public override string Execute(string state, Operation operation, out string? result)
        {
            (state, result) = operation.Name switch
            {
                "GET" => (state, Shown(state)),
                "SET" => (operation.Argument, "OK"),
                _ => throw Unknown(operation),
            };
            return state;
        }
    }

    private sealed class CounterModel : SequentialModel
    {
        public override string Execute(string state, Operation operation, out string? result)
        {
            if (operation.Name == "INCR") state = result = (Number(state) + 1).ToString(CultureInfo.InvariantCulture);
            else if (operation.Name == "GET") result = Shown(state);
            else throw Unknown(operation);
            return state;
        }

        private static long Number(string state) => state.Length == 0 ? 0 : long.Parse(state, CultureInfo.InvariantCulture);
    }

    private sealed class ListModel : SequentialModel
    {
        public override string Execute(string state, Operation operation, out string? result)
        {
            switch (operation.Name)
            {
                case "RPUSH":
                    state = state.Length == 0 ? operation.Argument : $"{state},{operation.Argument}";
                    result = Length(state);
                    break;
                case "LPOP" or "BLPOP":
                    int end = state.IndexOf(',', StringComparison.Ordinal);
                    result = Shown(end < 0 ? state : state[..end]);
                    state = end < 0 ? "" : state[(end + 1)..];
                    break;
                case "LLEN":
                    result = Length(state);
                    break;
                default:
                    throw Unknown(operation);
            }
            return state;
        }

        private static string Length(string state) => (state.Length == 0 ? 0 : state.Count(static c => c == ',') + 1).ToString(CultureInfo.InvariantCulture);
    }
}
