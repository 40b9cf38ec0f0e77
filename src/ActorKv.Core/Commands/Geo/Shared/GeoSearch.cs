// The six commands that search, from the key on. See GeoQuery.cs for their arguments and GeoHits.cs for the search itself.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Keys;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Geo.Shared;

internal static class GeoSearch
{
    /// <summary>GEOSEARCH, and with a destination first GEOSEARCHSTORE.</summary>
    public static void Execute(ref ArgReader args, KeyTurn turn, GeoCommandForm form)
    {
        GeoQuery query = default;
        if (form == GeoCommandForm.SearchStore)
        {
            query.StorePosition = args.Position;
            args.Next();
        }
        KeyEntry source = turn.Read(args.Next());
        if (!source.TryGet(out SortedSetValue? set)) return;
        if (query.TryReadOptions(ref args, turn, set, form)) Answer(in args, turn, set, in query, "geosearchstore"u8);
    }

    /// <summary>GEORADIUS, GEORADIUSBYMEMBER and their _RO forms.</summary>
    public static void ExecuteRadius(ref ArgReader args, KeyTurn turn, GeoCommandForm form, bool byMember)
    {
        GeoQuery query = default;
        KeyEntry source = turn.Read(args.Next());
        if (!source.TryGet(out SortedSetValue? set)) return;
        if (query.TryReadFixed(ref args, turn, set, byMember) && query.TryReadOptions(ref args, turn, set, form)) Answer(in args, turn, set, in query, "georadiusstore"u8);
    }

    /// <summary>True when a later STORE overrides an earlier one, which key specs do not tell.</summary>
    public static bool StoresTwice(Request request)
    {
        int store = 0, storeDistance = 0;
        for (int i = 5; i < request.Count; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(request[i], "STORE"u8)) store++;
            if (System.Text.Ascii.EqualsIgnoreCase(request[i], "STOREDIST"u8)) storeDistance++;
        }
        return store > 1 || storeDistance > 1;
    }

    private static void Answer(scoped in ArgReader args, KeyTurn turn, SortedSetValue? set, in GeoQuery query, ReadOnlySpan<byte> notice)
    {
        if (set is null)
        {
            if (query.Stores) SortedSetStore.Execute(turn, args.Request[query.StorePosition], null, default);
            else turn.Reply.Array(0);
            return;
        }
        using GeoHits hits = new();
        hits.Search(set, in query);
        if (query.Stores) SortedSetStore.Execute(turn, args.Request[query.StorePosition], Collect(set, hits.All, in query, turn), notice);
        else Reply(turn.Reply, set, hits.All, in query);
    }

    private static void Reply(RespWriter reply, SortedSetValue set, ReadOnlySpan<GeoHit> hits, in GeoQuery query)
    {
        int more = (query.WithDistance ? 1 : 0) + (query.WithHash ? 1 : 0) + (query.WithPoint ? 1 : 0);
        reply.Array(hits.Length);
        foreach (GeoHit hit in hits)
        {
            if (more > 0) reply.Array(1 + more);
            set.MemberAt(hit.Position).Reply(reply);
            double score = set.ScoreAt(hit.Position);
            if (query.WithDistance) GeoReply.Distance(reply, hit.Distance / query.Shape.Unit);
            if (query.WithHash) reply.Integer((long)score);
            if (query.WithPoint) GeoReply.Point(reply, GeoCell.OfScore(score).Centre);
        }
    }

    private static SortedSetValue? Collect(SortedSetValue set, ReadOnlySpan<GeoHit> hits, in GeoQuery query, KeyTurn turn)
    {
        if (hits.IsEmpty) return null;
        ScoredTable table = new();
        foreach (GeoHit hit in hits)
        {
            byte[] member = set.MemberAt(hit.Position).ToArray();
            table.Add(member, KeyHash.Compute(member), query.StoreDistance ? hit.Distance / query.Shape.Unit : set.ScoreAt(hit.Position));
        }
        return SortedSetValue.Of(table, turn.Settings);
    }
}
