// Answers requests that reached no key shard: its actor has stopped, or waits to be started anew.
//
// Akka hands what an actor had not begun when it stopped to the dead letters, and so does a supervisor whose child is down. None of that has run,
// and the asker need not wait for a timeout to learn it.

using Akka.Actor;
using Akka.Event;

namespace ActorKv.Akka.KeyShards;

internal sealed class DeadRequests : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void OnReceive(object message)
    {
        if (message is DeadLetter { Message: ShardRequests requests, Sender: { } asker } && !asker.IsNobody())
            asker.Tell(new NotDelivered(requests.Id), ActorRefs.NoSender);
    }
}
