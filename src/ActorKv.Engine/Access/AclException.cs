// Users that cannot be taken: the server does not start with less, or more, rights than somebody wrote down. The message says which line.

namespace ActorKv.Engine.Access;

internal sealed class AclException(string message) : Exception(message);
