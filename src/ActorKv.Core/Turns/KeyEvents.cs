// Classes of keyspace notifications, as `notify-keyspace-events` selects them, and the two kinds of channels they go to.
//
// All is what the letter A stands for: every class that tells of something that happened to a key, so not m (somebody looked for a key that
// is not there) and not n (a key is new), which would be a flood.

namespace ActorKv.Core.Turns;

[Flags]
internal enum KeyEvents
{
    None = 0,
    KeyspaceChannel = 1 << 0,
    KeyEventChannel = 1 << 1,
    Generic = 1 << 2,
    String = 1 << 3,
    List = 1 << 4,
    Set = 1 << 5,
    Hash = 1 << 6,
    SortedSet = 1 << 7,
    Expired = 1 << 8,
    Evicted = 1 << 9,
    Stream = 1 << 10,
    KeyMiss = 1 << 11,
    Module = 1 << 12,
    New = 1 << 13,
    All = Generic | String | List | Set | Hash | SortedSet | Expired | Evicted | Stream | Module,
}
