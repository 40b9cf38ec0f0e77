// The options of SORT and SORT_RO. Patterns stay where they are in the request; the last BY, LIMIT and STORE count, every GET does.

using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Generic.Shared;

internal struct SortOptions
{
    private int _by, _firstGet, _end;

    public Request Request { get; private set; }

    /// <summary>Greatest first.</summary>
    public bool Descending { get; private set; }

    /// <summary>By bytes instead of numbers.</summary>
    public bool Alpha { get; private set; }

    /// <summary>A BY without a '*' asks for no order.</summary>
    public bool Unsorted { get; private set; }

    public long Offset { get; private set; }

    /// <summary>Negative: all.</summary>
    public long Count { get; private set; }

    /// <summary>Number of GET patterns.</summary>
    public int Gets { get; private set; }

    /// <summary>Position of the destination in the request, 0 for none.</summary>
    public int Destination { get; private set; }

    /// <summary>True when BY says where the weights are.</summary>
    public readonly bool HasBy => _by > 0;

    public readonly SortPattern By => new(Request[_by]);

    /// <summary>The GET patterns, in order.</summary>
    public readonly GetEnumerable GetPatterns => new(Request, _firstGet, _end);

    /// <summary>Asks for the order of the elements' own bytes, where BY asked for none.</summary>
    public void OrderByBytes()
    {
        Unsorted = false;
        Alpha = true;
        _by = 0;
    }

    /// <summary>Reads all options. False, with the error replied, when one is unknown or incomplete.</summary>
    public static bool TryRead(ref ArgReader args, Turns.KeyTurn turn, bool takesStore, out SortOptions options)
    {
        options = new SortOptions { Request = args.Request, Count = -1, _firstGet = args.Request.Count, _end = args.Request.Count };
        while (!args.AtEnd)
        {
            int at = args.Position;
            bool hasValue = args.Remaining > 1;
            if (args.NextIs("ASC"u8)) options.Descending = false;
            else if (args.NextIs("DESC"u8)) options.Descending = true;
            else if (args.NextIs("ALPHA"u8)) options.Alpha = true;
            else if (args.Remaining > 2 && args.NextIs("LIMIT"u8))
            {
                if (!TryReadLimit(ref args, turn, ref options)) return false;
            }
            else if (takesStore && hasValue && args.NextIs("STORE"u8))
            {
                options.Destination = args.Position;
                args.Next();
            }
            else if (hasValue && args.NextIs("BY"u8))
            {
                options._by = args.Position;
                bool looksUp = SortPattern.HasStar(args.Next());
                options.Unsorted |= !looksUp;
                if (looksUp && !MayRead(args.Request, turn, "ERR BY option of SORT denied due to insufficient ACL permissions."u8)) return false;
            }
            else if (hasValue && args.NextIs("GET"u8))
            {
                options._firstGet = Math.Min(options._firstGet, at);
                options.Gets++;
                args.Next();
                if (!MayRead(args.Request, turn, "ERR GET option of SORT denied due to insufficient ACL permissions."u8)) return false;
            }
            else
            {
                turn.Reply.Error(Errors.Syntax);
                return false;
            }
        }
        return true;
    }

    /// <summary>The part of <paramref name="length"/> elements that LIMIT leaves: where it begins, and how many.</summary>
    public readonly (int Start, int Count) Within(int length)
    {
        long start = Math.Min(Math.Max(Offset, 0), length);
        return ((int)start, (int)(Count < 0 ? length - start : Math.Min(Count, length - start)));
    }

    // Keys that patterns make up cannot be checked one by one: only who may read all of them may have them looked up.
    private static bool MayRead(Request request, Turns.KeyTurn turn, ReadOnlySpan<byte> refusal)
    {
        if (turn.Rights is not { } rights || rights.MayReadEveryKey(request)) return true;
        turn.Reply.Error(refusal);
        return false;
    }

    private static bool TryReadLimit(ref ArgReader args, Turns.KeyTurn turn, ref SortOptions options)
    {
        if (!args.TryNextInt64(out long offset) || !args.TryNextInt64(out long count))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return false;
        }
        options.Offset = offset;
        options.Count = count;
        return true;
    }

    /// <summary>Walks over the values of GET, in what is known to be a valid request.</summary>
    internal ref struct GetEnumerable(Request request, int at, int end)
    {
        private int _at = at - 1;

        public readonly SortPattern Current => new(request[_at]);

        public readonly GetEnumerable GetEnumerator() => this;

        public bool MoveNext()
        {
            while (++_at < end)
            {
                if (System.Text.Ascii.EqualsIgnoreCase(request[_at], "LIMIT"u8)) _at += 2;
                else if (System.Text.Ascii.EqualsIgnoreCase(request[_at], "BY"u8) || System.Text.Ascii.EqualsIgnoreCase(request[_at], "STORE"u8)) _at++;
                else if (System.Text.Ascii.EqualsIgnoreCase(request[_at], "GET"u8))
                {
                    _at++;
                    return true;
                }
            }
            return false;
        }
    }
}
