// The bytes of the messages between nodes (Messages.cs). The manifest says which message and in which layout; a change of layout is a new
// manifest beside the old one, so that nodes of two versions can be in one cluster while it is upgraded.
//
//   RQ1   shard, id, session, database, version, user, no touch, use, count, commands
//   RP1   id, count, count * length, replies
//   ND1   id          OU1   id, from          SO1   session
//   EW1   id, session
//   PM1   node, to shard, channel, message

using System.Runtime.Serialization;
using ActorKv.Akka.PubSub;
using Akka.Actor;
using Akka.Serialization;

namespace ActorKv.Akka.KeyShards;

/// <summary>Serializer of the messages between fronts and key shards. Bound in the library's reference configuration.</summary>
internal sealed class KvMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Requests = "RQ1", Replies = "RP1", Refused = "ND1", Unknown = "OU1", Over = "SO1", Ended = "EW1", Message = "PM1";

    /// <summary>Unique among the serializers of an actor system; 0 to 40 are Akka's own.</summary>
    public override int Identifier => 6379;

    public override string Manifest(object o) => o switch
    {
        ShardRequests => Requests,
        ShardReplies => Replies,
        NotDelivered => Refused,
        OutcomeUnknown => Unknown,
        SessionOver => Over,
        EndWait => Ended,
        Published => Message,
        _ => throw new ArgumentException($"{o?.GetType()} is no message of ActorKv.", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        MessageWriter writer = new(obj switch
        {
            ShardRequests requests => requests.Commands.Length + 128,
            Published published => published.Channel.Length + published.Message.Length + 128,
            ShardReplies replies => replies.Replies.Length + replies.Count * 5 + 16,
            _ => 64,
        });
        switch (obj)
        {
            case ShardRequests requests:
                Write(ref writer, requests);
                break;
            case ShardReplies replies:
                writer.Number(replies.Id);
                writer.Number(replies.Count);
                foreach (int length in replies.Lengths) writer.Number(length);
                writer.Raw(replies.Replies.Span);
                break;
            case NotDelivered refused:
                writer.Number(refused.Id);
                break;
            case OutcomeUnknown unknown:
                writer.Number(unknown.Id);
                writer.Number(unknown.From);
                break;
            case SessionOver over:
                writer.Text(over.SessionId);
                break;
            case EndWait ended:
                writer.Number(ended.Id);
                writer.Text(ended.SessionId);
                break;
            case Published published:
                writer.Text(published.From);
                writer.Byte(published.ToShard ? (byte)1 : (byte)0);
                writer.Blob(published.Channel);
                writer.Raw(published.Message);
                break;
            default:
                throw new ArgumentException($"{obj?.GetType()} is no message of ActorKv.", nameof(obj));
        }
        return writer.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        MessageReader reader = new(bytes);
        try
        {
            return manifest switch
            {
                Requests => ReadRequests(ref reader),
                Replies => ReadReplies(ref reader),
                Refused => new NotDelivered(reader.Number()),
                Unknown => new OutcomeUnknown(reader.Number(), reader.Count()),
                Over => new SessionOver(reader.Text()),
                Ended => ReadEndWait(ref reader),
                Message => ReadPublished(ref reader),
                _ => throw new SerializationException($"Message '{manifest}' is unknown: a node of a newer version of ActorKv sent it."),
            };
        }
        catch (FormatException torn)
        {
            throw new SerializationException($"A message '{manifest}' of {bytes.Length} bytes cannot be read: {torn.Message}.", torn);
        }
    }

    private static void Write(ref MessageWriter writer, ShardRequests requests)
    {
        writer.Number(requests.Shard);
        writer.Number(requests.Id);
        writer.Text(requests.From.SessionId);
        writer.Number(requests.From.Database);
        writer.Number(requests.From.RespVersion);
        writer.Text(requests.From.User);
        writer.Byte(requests.From.NoTouch ? (byte)1 : (byte)0);
        writer.Byte((byte)requests.Use);
        writer.Number(requests.Count);
        writer.Raw(requests.Commands.Span);
    }

    private static ShardRequests ReadRequests(ref MessageReader reader)
    {
        int shard = reader.Count();
        long id = reader.Number();
        string session = reader.Text();
        int database = reader.Count(), version = reader.Count();
        string user = reader.Text();
        bool noTouch = reader.Byte() != 0;
        SessionUse use = (SessionUse)reader.Byte();
        if (!Enum.IsDefined(use)) throw new FormatException("an unknown use of sessions");
        int count = reader.Count();
        return new ShardRequests(shard, id, new SessionFacts(session, database, version, user, noTouch), reader.Rest(), count, use);
    }

    private static EndWait ReadEndWait(ref MessageReader reader)
    {
        long id = reader.Number();
        return new EndWait(reader.Text(), id);
    }

    private static Published ReadPublished(ref MessageReader reader)
    {
        string from = reader.Text();
        bool toShard = reader.Byte() != 0;
        return new Published(from, reader.Blob().ToArray(), reader.Rest().ToArray(), toShard);
    }

    private static ShardReplies ReadReplies(ref MessageReader reader)
    {
        long id = reader.Number();
        int count = reader.Count();
        List<int> lengths = [];
        for (int i = 0; i < count; i++) lengths.Add(reader.Count());
        return new ShardReplies(id, reader.Rest(), [.. lengths]);
    }
}
