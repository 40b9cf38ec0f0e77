// ZADD, ZINCRBY and GEOADD: gives members scores, under conditions.
//
//   NX   only members that are not there yet          GT, LT   a score is replaced only by a greater, a lower one; new members are added
//   XX   only members that are there                  CH       the reply counts changed members, not just new ones
//   INCR the score is added to the one that is there, and the reply is the sum
//
// The log gets a ZADD of those members whose scores changed, with the scores that they have now, whatever the conditions were.

using System.Buffers;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

[Flags]
internal enum ScoreConditions
{
    None = 0,
    OnlyNew = 1 << 0,
    OnlyExisting = 1 << 1,
    OnlyGreater = 1 << 2,
    OnlyLower = 1 << 3,
    CountChanged = 1 << 4,
    Increment = 1 << 5,
}

internal static class ScoreConditionsExtensions
{
    /// <summary>True when a condition is among these. Enum.HasFlag allocates where it is not optimized.</summary>
    public static bool Has(this ScoreConditions conditions, ScoreConditions condition) => (conditions & condition) != 0;
}

internal static class ScoreUpdate
{
    private const int PairsOnStack = 32;

    /// <summary>ZADD and ZINCRBY, from the key on.</summary>
    public static void Execute(ref ArgReader args, KeyTurn turn, ScoreConditions conditions)
    {
        ReadOnlySpan<byte> name = args.Next();
        while (TryReadCondition(ref args, out ScoreConditions condition)) conditions |= condition;
        int pairs = args.Remaining / 2, first = args.Position;
        if (pairs == 0 || args.Remaining % 2 != 0)
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        if (ConflictIn(conditions, pairs) is { IsEmpty: false } conflict)
        {
            turn.Reply.Error(conflict);
            return;
        }
        double[]? rented = pairs > PairsOnStack ? ArrayPool<double>.Shared.Rent(pairs) : null;
        Span<double> scores = rented ?? stackalloc double[PairsOnStack];
        scores = scores[..pairs];
        if (TryReadScores(ref args, turn, scores)) Apply(turn, name, in args, first + 1, 2, scores, conditions);
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Gives members their scores, logs and replies.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="name">The key.</param>
    /// <param name="args">The request, in which the members stand.</param>
    /// <param name="firstMember">Position of the first member.</param>
    /// <param name="step">How many arguments from one member to the next.</param>
    /// <param name="scores">A score for each member; void afterwards.</param>
    /// <param name="conditions">Conditions, which do not conflict.</param>
    public static void Apply(
        KeyTurn turn, ReadOnlySpan<byte> name, scoped in ArgReader args, int firstMember, int step, scoped Span<double> scores, ScoreConditions conditions)
    {
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        int added = 0, changed = 0;
        double? result = null;
        if (set is null && !conditions.Has(ScoreConditions.OnlyExisting)) key.Put(set = new SortedSetValue());
        for (int i = 0; i < scores.Length && set is not null; i++)
        {
            int at = firstMember + i * step;
            ReadOnlySpan<byte> member = args.Request[at];
            int position = set.Find(member);
            double before = position < 0 ? double.NaN : set.ScoreAt(position), score = scores[i];
            scores[i] = double.NaN;
            if (conditions.Has(ScoreConditions.Increment) && position >= 0 && !conditions.Has(ScoreConditions.OnlyNew)) score += before;
            if (double.IsNaN(score))
            {
                turn.Reply.Error("ERR resulting score is not a number (NaN)"u8);
                return;
            }
            if (!Allows(conditions, before, score)) continue;
            result = score;
            if (score == before) continue;
            scores[i] = score;
            changed++;
            if (position >= 0) set.Rescore(position, score);
            else
            {
                set.Add(member, score, turn.Settings, args.Request.OwnArray(at));
                added++;
            }
        }
        Log(turn, in key, in args, firstMember, step, scores, changed);
        if (changed > 0) turn.Notify(KeyEvents.SortedSet, conditions.Has(ScoreConditions.Increment) ? "zincr"u8 : "zadd"u8, in key);
        if (!conditions.Has(ScoreConditions.Increment)) turn.Reply.Integer(conditions.Has(ScoreConditions.CountChanged) ? changed : added);
        else if (result is { } sum) SortedSetReply.Score(turn.Reply, sum);
        else turn.Reply.Null();
    }

    // The score before is NaN for a member that is not there.
    private static bool Allows(ScoreConditions conditions, double before, double score)
    {
        if (double.IsNaN(before)) return !conditions.Has(ScoreConditions.OnlyExisting);
        return !conditions.Has(ScoreConditions.OnlyNew)
            && !(conditions.Has(ScoreConditions.OnlyGreater) && score <= before)
            && !(conditions.Has(ScoreConditions.OnlyLower) && score >= before);
    }

    // The scores that did not change are NaN.
    private static void Log(KeyTurn turn, scoped in KeyEntry key, scoped in ArgReader args, int firstMember, int step, ReadOnlySpan<double> scores, int changed)
    {
        if (changed == 0) return;
        turn.CountChanges(changed - 1);
        if (!turn.BeginLog(in key, "ZADD"u8, changed * 2)) return;
        Span<byte> digits = stackalloc byte[DoubleText.MaxLength];
        for (int i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i])) continue;
            turn.Effects.Add(DoubleText.Format(scores[i], digits));
            turn.Effects.Add(args.Request[firstMember + i * step]);
        }
    }

    private static bool TryReadCondition(ref ArgReader args, out ScoreConditions condition)
    {
        condition = args.NextIs("NX"u8) ? ScoreConditions.OnlyNew
            : args.NextIs("XX"u8) ? ScoreConditions.OnlyExisting
            : args.NextIs("GT"u8) ? ScoreConditions.OnlyGreater
            : args.NextIs("LT"u8) ? ScoreConditions.OnlyLower
            : args.NextIs("CH"u8) ? ScoreConditions.CountChanged
            : args.NextIs("INCR"u8) ? ScoreConditions.Increment
            : ScoreConditions.None;
        return condition != ScoreConditions.None;
    }

    private static ReadOnlySpan<byte> ConflictIn(ScoreConditions conditions, int pairs)
    {
        const ScoreConditions Both = ScoreConditions.OnlyGreater | ScoreConditions.OnlyLower;
        bool onlyNew = conditions.Has(ScoreConditions.OnlyNew);
        if (onlyNew && conditions.Has(ScoreConditions.OnlyExisting)) return "ERR XX and NX options at the same time are not compatible"u8;
        if ((onlyNew && (conditions & Both) != 0) || (conditions & Both) == Both) return "ERR GT, LT, and/or NX options at the same time are not compatible"u8;
        return conditions.Has(ScoreConditions.Increment) && pairs > 1 ? "ERR INCR option supports a single increment-element pair"u8 : default;
    }

    private static bool TryReadScores(ref ArgReader args, KeyTurn turn, scoped Span<double> scores)
    {
        foreach (ref double score in scores)
        {
            if (!DoubleText.TryParse(args.Next(), out score))
            {
                turn.Reply.Error(Errors.NotAFloat);
                return false;
            }
            args.Next();
        }
        return true;
    }
}
