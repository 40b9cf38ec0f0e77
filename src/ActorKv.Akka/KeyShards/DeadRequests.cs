// Answers requests that reached no key shard: its actor has stopped, or waits to be started anew. And calls that reached no lane: it was closed.
//
// Akka hands what an actor had not begun when it stopped to the dead letters, and so does a supervisor whose child is down. None of that has run,
// and the asker need not wait for a timeout to learn it.

using ActorKv.Akka.Client;
using Akka.Actor;
using Akka.Event;

namespace ActorKv.Akka.KeyShards;

internal sealed class DeadRequests : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DeadLetter { Message: ShardRequests requests, Sender: { } asker } when !asker.IsNobody():
                asker.Tell(new NotDelivered(requests.Id), ActorRefs.NoSender);
                break;
            case DeadLetter { Message: KvCall call }:
                call.Fail(new KvConnectionException("the session was closed.", outcomeUnknown: false));
                break;
        }
    }
}
