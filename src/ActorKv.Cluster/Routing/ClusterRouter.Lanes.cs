// The lanes of a session: what is sent where and when, and what becomes of answers.

using ActorKv.Cluster.Links;
using ActorKv.Engine.Access;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Connection;
using ActorKv.Engine.Routing;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Routing;

internal sealed partial class ClusterRouter
{
    private const int RetryMilliseconds = 20;

    private static readonly byte[] s_unknown = ErrorReply(RoutingErrors.OutcomeUnknown);

    private readonly HashSet<Lane> _parked = [];
    private AclUser? _factsUser;

    private Lane LaneOf(int shard)
    {
        if (!_lanes.TryGetValue(shard, out Lane? lane)) _lanes.Add(shard, lane = new Lane(shard, 0));
        return lane;
    }

    // Nodes and key shards are told apart by the sign; a node that has not joined yet has incarnation 0.
    private Lane LaneOf(ClusterMember member)
    {
        if (!_lanes.TryGetValue(-1 - member.Incarnation, out Lane? lane)) _lanes.Add(-1 - member.Incarnation, lane = new Lane(-1, member.Incarnation));
        return lane;
    }

    private void Add(Forwarded forwarded)
    {
        forwarded.Lane.Unsent.Enqueue(forwarded);
        Step(forwarded.Lane);
    }

    // Sends what may be sent now.
    private void Step(Lane lane)
    {
        if (!lane.IsReturning && lane.Unsent.Count > 0)
        {
            Link? link = Target(lane, out bool isGone);
            bool isFresh = lane.InFlight == 0;
            while (link is not null && lane.Unsent.TryPeek(out Forwarded? next) && (lane.InFlight == 0 || lane.Target == link))
            {
                if (IsDecidedHere(next, link) is { } reply)
                {
                    lane.Unsent.Dequeue();
                    Conclude(next, reply);
                    continue;
                }
                if (!link.TrySend(next, isFresh, lane.InFlight > 0 ? lane.Opening : next is { IsTransaction: true, Watch: { At: not null } watch } ? watch.Opening : null)) break;
                isFresh = false;
                lane.Unsent.Dequeue();
                lane.TriedVersion = links.Cluster.Map.Version;
                lane.OnSent(next);
                NoteUse(link);
                if (link.IsFull) _full = link;
            }
            if (isGone) Skip(lane);
            else GiveUpOverdue(lane);
        }
        if (lane.Unsent.Count > 0)
        {
            _parked.Add(lane);
            links.AddWaiting(this);
            return;
        }
        _parked.Remove(lane);
        if (lane.IsIdle) _lanes.Remove(lane.Shard >= 0 ? lane.Shard : -1 - lane.Incarnation);
    }

    // What a session has at the other end of a link goes with the opening: who is closed need not be told of its end, and may never open again.
    private void NoteUse(Link link)
    {
        if (_used.Add(link)) _used.RemoveWhere(static used => !used.IsOpen);
    }

    private void StepParked()
    {
        if (_parked.Count == 0) return;
        foreach (Lane lane in _parked.ToArray()) Step(lane);
    }

    // The open link to where the lane leads at the moment; null while there is none.
    private Link? Target(Lane lane, out bool isGone)
    {
        isGone = false;
        ClusterMap map = links.Cluster.Map;
        if (lane.Shard < 0)
        {
            ClusterMember? member = links.Members.FirstOrDefault(other => other.Incarnation == lane.Incarnation);
            isGone = member is null;
            return member is null ? null : links.LinkTo(member);
        }
        ShardPlace place = map.Shards[lane.Shard];
        if (place.Owner is not { } owner || !place.IsServing) return null;
        if (owner.Incarnation == links.Cluster.Myself.Incarnation && !links.IsHere(lane.Shard)) return null;
        // It was refused by this very map: the owner knows better, and so shall we soon.
        if (lane is { InFlight: 0 } && lane.MayTryAt > Environment.TickCount64 && lane.TriedVersion == map.Version) return null;
        return links.LinkTo(owner);
    }

    // A transaction whose watch is elsewhere answers nil.
    private byte[]? IsDecidedHere(Forwarded forwarded, Link link)
    {
        if (forwarded.Watch is not { } watch || watch.Holds(link)) return null;
        if (!forwarded.IsTransaction)
        {
            // A further WATCH goes elsewhere than the first.
            watch.IsBroken = true;
            return null;
        }
        GiveUp(watch);
        return Nil(forwarded);
    }

    private static byte[] Nil(Forwarded transaction) => transaction.Facts.RespVersion == 3 ? "_\r\n"u8.ToArray() : "*-1\r\n"u8.ToArray();

    // A node that has gone need not be told.
    private void Skip(Lane lane)
    {
        while (lane.InFlight == 0 && lane.Unsent.TryDequeue(out Forwarded? forwarded)) Conclude(forwarded, []);
    }

    private void GiveUpOverdue(Lane lane)
    {
        long now = Environment.TickCount64;
        while (lane.Unsent.TryPeek(out Forwarded? first) && first.Deadline <= now)
        {
            lane.Unsent.Dequeue();
            Conclude(first, ErrorReply(lane.Shard >= 0 ? links.WhyAway(lane.Shard) : RoutingErrors.NotDelivered));
        }
    }

    private void OnAnswerHere(Note note)
    {
        Forwarded forwarded = note.Forwarded;
        Lane lane = forwarded.Lane;
        if (note.How == Answered.NotHere && forwarded is { MayNotWait: false } && !(forwarded.IsTransaction && forwarded.Watch is not null))
        {
            lane.MayTryAt = Environment.TickCount64 + RetryMilliseconds;
            lane.OnReturned(forwarded);
        }
        else
        {
            lane.OnAnswered();
            if (note.How == Answered.Reply) OnReply(forwarded, forwarded.SentTo!, note.Reply!);
            else if (note.How == Answered.Unknown) Conclude(forwarded, s_unknown);
            else if (forwarded.IsTransaction)
            {
                GiveUp(forwarded.Watch);
                Conclude(forwarded, Nil(forwarded));
            }
            else EndHere(forwarded);
        }
        Step(lane);
    }

    private void OnReply(Forwarded forwarded, Link link, byte[] reply)
    {
        if (forwarded is { Watch: { } watch, IsTransaction: false })
        {
            if (watch.IsForgotten)
            {
                // That forgets what was watched since, too.
                link.SendOf(SessionId, LinkFrameKind.Forget);
                if (_watch is { } later && later != watch) later.IsBroken = true;
            }
            if (watch.IsHere || (watch.At is not null && (watch.At, watch.Opening) != (link, forwarded.Opening)) || reply is [(byte)'-', ..]) watch.IsBroken = true;
            (watch.At, watch.Opening) = (link, forwarded.Opening);
        }
        _typicalReply = Math.Max(reply.Length, _typicalReply - _typicalReply / 8);
        Conclude(forwarded, reply);
    }

    private void Conclude(Forwarded forwarded, byte[] reply)
    {
        if (forwarded.Lane.Shard < 0) _nodeWide--;
        if (forwarded.Parts is { } parts)
        {
            if (parts.Add(forwarded.Part, reply, out int next) is { } whole) parts.Hole.Fill(whole);
            else if (next >= 0) Ask(next, Encode(parts.NextRequest()), parts, 0);
        }
        else if (forwarded.Wait is { } wait) wait.End(writer => writer.Raw(reply));
        else forwarded.Hole!.Fill(reply);
        if (forwarded is { Watch: { } watch, IsTransaction: false } && reply is [(byte)'-', ..]) watch.IsBroken = true;
    }

    // CLIENT UNBLOCK: who executes the command decides whether it was served before.
    private void EndWait(Forwarded forwarded, bool withError)
    {
        (forwarded.MayNotWait, forwarded.EndsWithError) = (true, withError);
        if (forwarded.SentTo is { } link) link.SendEndWait(forwarded, withError);
        else if (forwarded.Lane.Unsent.Contains(forwarded))
        {
            // A session that waits asks for nothing more: nothing is behind it.
            Forwarded[] kept = [.. forwarded.Lane.Unsent.Where(other => other != forwarded)];
            forwarded.Lane.Unsent.Clear();
            foreach (Forwarded other in kept) forwarded.Lane.Unsent.Enqueue(other);
            EndHere(forwarded);
            Step(forwarded.Lane);
        }
    }

    private static void EndHere(Forwarded forwarded)
    {
        if (forwarded.EndsWithError) forwarded.Wait!.End(ClientUnblockCommand.Unblocked);
        else forwarded.Wait!.End(null);
    }

    private static byte[] ErrorReply(string error)
    {
        RespWriter writer = new();
        writer.Error(error);
        return writer.TakeAll();
    }
}
