// MAXLEN | MINID [= | ~] threshold [LIMIT count] [KEEPREF | DELREF | ACKED], for XTRIM and XADD.
//
// An approximate trimming without LIMIT looks at a hundred nodes at most, so that it never stalls a turn; LIMIT 0 takes that bound away.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal enum OptionReading { Read, Unknown, Failed }

internal struct TrimOptions
{
    private const long NodesAtOnce = 100, UsualLimit = 10_000, LargestLimit = 1_000_000;

    private TrimStrategy _strategy;
    private bool _approximate, _limitGiven, _policyGiven;
    private long _maxLength, _limit;
    private StreamId _minId;
    private ReferencePolicy _policy;

    private static ReadOnlySpan<byte> TwoStrategies => "ERR syntax error, MAXLEN and MINID options at the same time are not compatible"u8;

    private static ReadOnlySpan<byte> NegativeMaxLength => "ERR The MAXLEN argument must be >= 0."u8;

    private static ReadOnlySpan<byte> NegativeLimit => "ERR The LIMIT argument must be >= 0."u8;

    private static ReadOnlySpan<byte> LimitWithoutStrategy => "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy"u8;

    private static ReadOnlySpan<byte> LimitOfExact => "ERR syntax error, LIMIT cannot be used without the special ~ option"u8;

    private static ReadOnlySpan<byte> NoStrategy => "ERR syntax error, XTRIM must be called with a trimming strategy"u8;

    /// <summary>Reads the next option, if it is one of these; replies the error if it is a wrong one.</summary>
    public OptionReading Next(ref ArgReader args, KeyTurn turn)
    {
        if (args.NextIs("KEEPREF"u8)) return SetPolicy(ReferencePolicy.Keep, turn);
        if (args.NextIs("DELREF"u8)) return SetPolicy(ReferencePolicy.Delete, turn);
        if (args.NextIs("ACKED"u8)) return SetPolicy(ReferencePolicy.Acknowledged, turn);
        if (args.Remaining < 2) return OptionReading.Unknown;
        if (args.NextIs("MAXLEN"u8)) return ReadThreshold(ref args, turn, TrimStrategy.MaxLength);
        if (args.NextIs("MINID"u8)) return ReadThreshold(ref args, turn, TrimStrategy.MinId);
        if (!args.NextIs("LIMIT"u8)) return OptionReading.Unknown;
        if (!args.TryNextInt64(out _limit)) return Fail(turn, Errors.NotAnInteger);
        if (_limit < 0) return Fail(turn, NegativeLimit);
        _limitGiven = true;
        return OptionReading.Read;
    }

    /// <summary>What was asked for, when all options were read. False, with the error replied, when they do not fit.</summary>
    public readonly bool TryFinish(KeyTurn turn, bool required, out StreamTrim trim)
    {
        trim = default;
        if (_limitGiven && _limit > 0 && _strategy == TrimStrategy.None) return Fail(turn, LimitWithoutStrategy) == OptionReading.Read;
        if (required && _strategy == TrimStrategy.None) return Fail(turn, NoStrategy) == OptionReading.Read;
        if (_limitGiven && !_approximate) return Fail(turn, LimitOfExact) == OptionReading.Read;
        trim = new StreamTrim
        {
            Strategy = _strategy, MaxLength = _maxLength, MinId = _minId, Approximate = _approximate, Policy = _policy,
            Limit = _limitGiven || !_approximate ? _limit : LimitOf(turn.Settings.StreamNodeMaxEntries),
        };
        return true;
    }

    private static long LimitOf(int nodeEntries) => nodeEntries == 0 ? UsualLimit : Math.Min(NodesAtOnce * nodeEntries, LargestLimit);

    private OptionReading ReadThreshold(ref ArgReader args, KeyTurn turn, TrimStrategy strategy)
    {
        if (_strategy != TrimStrategy.None) return Fail(turn, TwoStrategies);
        _approximate = args.Remaining >= 2 && args.NextIs("~"u8);
        if (!_approximate && args.Remaining >= 2) args.NextIs("="u8);
        _strategy = strategy;
        if (strategy == TrimStrategy.MinId) return StreamIdArgument.TryRead(args.Next(), turn, out _minId) ? OptionReading.Read : OptionReading.Failed;
        if (!args.TryNextInt64(out _maxLength)) return Fail(turn, Errors.NotAnInteger);
        return _maxLength < 0 ? Fail(turn, NegativeMaxLength) : OptionReading.Read;
    }

    private OptionReading SetPolicy(ReferencePolicy policy, KeyTurn turn)
    {
        if (_policyGiven) return Fail(turn, Errors.Syntax);
        _policy = policy;
        _policyGiven = true;
        return OptionReading.Read;
    }

    private static OptionReading Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return OptionReading.Failed;
    }
}
