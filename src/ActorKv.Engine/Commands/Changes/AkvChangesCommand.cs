// AKV.CHANGES position [MATCH pattern] [COUNT count] [BLOCK milliseconds]
//
// What was committed behind a position, in the order of the journal, and the position to go on from: a change feed that is pulled, so that whoever is
// slow slows nobody. The position is all that a reader has to keep; it is good across restarts of both sides. A number asks for everything behind it,
// and is refused when that is not kept any more; "-" begins with the oldest change that is kept, and "$" with the next one to come.
//
// COUNT is a number of changes, but a turn is never cut in two. BLOCK waits for something to tell, 0 for ever. CommitFeed says what is told when,
// FeedFilter to whom, FeedCommand how. For users: docs/changes.md.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Commands.Generic.Shared;
using ActorKv.Engine.Feeds;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Changes;

internal sealed class AkvChangesCommand : ISessionCommand
{
    private const long DefaultCount = 1000;

    public static CommandSpec Spec { get; } = new("AKV.CHANGES")
    {
        Group = CommandGroup.Server, Since = "7.2.0",
        Complexity = "O(N) where N is the number of changes behind the position that are looked at",
        Summary = "Returns committed changes behind a position, and the next position.",
        Syntax = "position [MATCH pattern] [COUNT count] [BLOCK milliseconds]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Blocking | CommandFlags.NoScript | CommandFlags.NoMulti,
        ExtraCategories = ["dangerous"],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        Store store = session.Store;
        bool fromOldest = args.Peek() is [(byte)'-'];
        if (!TryReadPosition(ref args, store.Feed, out long position))
        {
            session.Reply.Error(FeedErrors.BadPosition);
            return;
        }
        byte[]? pattern = null;
        long count = DefaultCount, block = -1;
        while (!args.AtEnd)
        {
            if (args.Remaining >= 2 && args.NextIs("MATCH"u8)) pattern = args.Next().ToArray();
            else if (args.Remaining >= 2 && args.NextIs("COUNT"u8))
            {
                if (args.TryNextInt64(out count) && count > 0) continue;
                session.Reply.Error(Errors.MustBePositive);
                return;
            }
            else if (args.Remaining >= 2 && args.NextIs("BLOCK"u8))
            {
                if (!MillisecondTimeout.TryRead(ref args, session, out block)) return;
            }
            else
            {
                session.Reply.Error(Errors.Syntax);
                return;
            }
        }
        if (!store.IsJournalling)
        {
            session.Reply.Error(FeedErrors.NoJournal);
            return;
        }
        FeedFilter filter = new(pattern, session.User, session.LastCommand!);
        FeedPage page = new(store.Commands, filter, position, Math.Min(count, int.MaxValue));
        new FeedReading(store, page, block >= 0, fromOldest).Begin(session, Math.Max(0, block));
    }

    private static bool TryReadPosition(ref ArgReader args, CommitFeed feed, out long position)
    {
        ReadOnlySpan<byte> text = args.Next();
        if (text is [(byte)'-']) position = feed.Oldest;
        else if (text is [(byte)'$']) position = feed.Newest;
        else return Numbers.TryParseInt64(text, out position) && position >= 0;
        return true;
    }
}
