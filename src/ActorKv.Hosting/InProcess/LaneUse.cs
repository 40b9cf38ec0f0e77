// A lane goes back to where it came from when its work is done: this says where that is.

namespace ActorKv.Hosting.InProcess;

/// <summary>Whom a lane serves.</summary>
internal enum LaneUse
{
    /// <summary>The threads whose home it is.</summary>
    Shared,

    /// <summary>One command at a time that may wait for its keys.</summary>
    Spare,

    /// <summary>A session, or a subscription.</summary>
    Own,
}
