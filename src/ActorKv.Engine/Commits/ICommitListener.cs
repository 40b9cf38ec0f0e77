namespace ActorKv.Engine.Commits;

/// <summary>Told by the writer's thread whenever something became durable, or failed.</summary>
internal interface ICommitListener
{
    void OnCommitted();
}
