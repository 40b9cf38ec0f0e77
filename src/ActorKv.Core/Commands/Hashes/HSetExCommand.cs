// HSETEX key [FNX | FXX] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL] FIELDS numfields field value [field value ...]
//
// Sets fields and when they expire, all of them or none: with FNX only when none is there, with FXX only when all are. Without an option
// they never expire. Options come in any order, and the fields last.
//
// The log has no conditions and no relative time: HSET, HSETEX with KEEPTTL or HSETEX with PXAT. Fields that are to expire in the past
// are removed instead of set, and the log says HDEL for those that were there.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HSetExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HSETEX")
    {
        Group = CommandGroup.Hash, Since = "8.0.0", Complexity = "O(N) for N fields",
        Summary = "Sets fields and optionally when they expire.",
        Syntax = "key [FNX | FXX] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL] FIELDS numfields field value [field value ...]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!Options.TryRead(ref args, turn, out Options options)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out HashValue? hash)) return;
        if (!options.Allow(hash, in args))
        {
            turn.Reply.Integer(0);
            return;
        }
        if (options.Deadline >= 0 && options.Deadline <= turn.Now) Remove(ref key, hash, ref args, turn);
        else Set(ref key, hash, ref args, in options, turn);
        turn.Reply.Integer(1);
    }

    private static void Set(ref KeyEntry key, HashValue? hash, ref ArgReader args, in Options options, KeyTurn turn)
    {
        Log(in key, in args, in options, turn);
        int first = args.Position;
        HashStore.SetPairs(ref key, hash, ref args, turn, keepDeadlines: options.KeepDeadlines || options.Deadline >= 0);
        turn.Notify(KeyEvents.Hash, "hset"u8, in key);
        if (options.Deadline < 0) return;
        hash = (HashValue)key.Value!;
        for (int i = first; i < args.Request.Count; i += 2) hash.SetDeadline(args.Request[i], options.Deadline);
        key.NoteFieldExpiry();
        turn.Notify(KeyEvents.Hash, "hexpire"u8, in key);
    }

    // Redis sets the fields and deletes them then, and so it is told, whatever was there.
    private static void Remove(ref KeyEntry key, HashValue? hash, ref ArgReader args, KeyTurn turn)
    {
        if (hash is null) turn.Notify(KeyEvents.New, "new"u8, in key);
        turn.Notify(KeyEvents.Hash, "hset"u8, in key);
        List<int> removed = turn.NewNumberList();
        for (; hash is not null && !args.AtEnd; args.MoveTo(args.Position + 2))
            if (hash.Remove(args.Peek())) removed.Add(args.Position);
        FieldEffect.LogRemoval(in key, in args, removed, turn);
        if (removed.Count == 0) turn.Notify(KeyEvents.Hash, "hdel"u8, in key);
        if (hash is null) turn.Notify(KeyEvents.Generic, "del"u8, in key);
        else if (hash.Count == 0) key.DeleteAndNotify();
    }

    private static void Log(in KeyEntry key, in ArgReader args, in Options options, KeyTurn turn)
    {
        turn.CountChanges(args.Remaining / 2 - 1);
        bool plain = options.Deadline < 0 && !options.KeepDeadlines;
        int words = plain ? 0 : options.KeepDeadlines ? 3 : 4;
        if (!turn.BeginLog(in key, plain ? "HSET"u8 : "HSETEX"u8, args.Remaining + words)) return;
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        if (options.KeepDeadlines) turn.Effects.Add("KEEPTTL"u8);
        else if (!plain)
        {
            turn.Effects.Add("PXAT"u8);
            turn.Effects.Add(Numbers.Format(options.Deadline, digits));
        }
        if (!plain)
        {
            turn.Effects.Add("FIELDS"u8);
            turn.Effects.Add(Numbers.Format(args.Remaining / 2, digits));
        }
        for (int i = args.Position; i < args.Request.Count; i++) turn.Effects.Add(args.Request[i]);
    }

    private struct Options
    {
        private bool _ifMissing, _ifExists;

        /// <summary>When the fields are to expire, or -1.</summary>
        public long Deadline;

        public bool KeepDeadlines;

        /// <summary>Reads all options and the word FIELDS with its number. False, with the error replied, when something is wrong; else
        /// nothing but fields and values is left. The options that do not contradict each other are fewer words than there are at least, so
        /// reading them does not come to an end without FIELDS.</summary>
        public static bool TryRead(ref ArgReader args, KeyTurn turn, out Options options)
        {
            options = new Options { Deadline = -1 };
            while (!args.NextIs("FIELDS"u8))
                if (!options.TryReadOne(ref args, turn)) return false;
            if (args.Remaining < 3) turn.Reply.Error(Errors.WrongArity(Spec.FullName));
            else if (!args.TryNextInt64(out long count) || count is < 1 or > int.MaxValue) turn.Reply.Error("ERR invalid number of fields"u8);
            else if (args.Remaining != 2 * count) turn.Reply.Error(Errors.WrongArity(Spec.FullName));
            else return true;
            return false;
        }

        /// <summary>True when the condition holds for the fields that <paramref name="args"/> stand at.</summary>
        public readonly bool Allow(HashValue? hash, in ArgReader args)
        {
            if (!_ifMissing && !_ifExists) return true;
            for (int i = args.Position; i < args.Request.Count; i += 2)
                if ((hash is not null && hash.Contains(args.Request[i])) == _ifMissing) return false;
            return true;
        }

        private bool TryReadOne(ref ArgReader args, KeyTurn turn)
        {
            ExpiryForm form = FieldDeadline.NextForm(ref args);
            if (form != ExpiryForm.None || args.NextIs("KEEPTTL"u8))
            {
                if (Deadline >= 0 || KeepDeadlines) turn.Reply.Error("ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified"u8);
                else if (form == ExpiryForm.None) return KeepDeadlines = true;
                else return FieldDeadline.TryRead(args.Next(), form, turn, Spec, out Deadline);
                return false;
            }
            bool ifMissing = args.NextIs("FNX"u8);
            if (ifMissing || args.NextIs("FXX"u8))
            {
                bool first = !_ifMissing && !_ifExists;
                (_ifMissing, _ifExists) = (ifMissing, !ifMissing);
                if (!first) turn.Reply.Error("ERR Only one of FXX or FNX arguments can be specified"u8);
                return first;
            }
            turn.Reply.Error([.. "ERR unknown argument: "u8, .. args.Next()]);
            return false;
        }
    }
}
