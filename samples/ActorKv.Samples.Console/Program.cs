// A to-do list that survives: each run adds a line, shows them all, and what one transaction did.
//
//   dotnet run --project samples/ActorKv.Samples.Console -- "write a letter"
//   dotnet run --project samples/ActorKv.Samples.Console -- "post it" /var/tmp/todo

using ActorKv;
using ActorKv.Hosting;

string task = args.Length > 0 ? args[0] : "write a letter";
string directory = args.Length > 1 ? args[1] : Path.Combine(AppContext.BaseDirectory, "data");

await using ActorKvStore kv = await ActorKvStore.OpenAsync(new() { DataDirectory = directory });

// A subscription hears what is published from now on.
await using IKvSubscription added = await kv.SubscribeAsync("added");

// Both or neither, and in the journal when it returns.
await kv.TransactionAsync([], transaction =>
{
    transaction.Queue(kv => kv.RPushAsync("tasks", task));
    transaction.Queue(kv => kv.IncrAsync("runs"));
    return ValueTask.CompletedTask;
});
await kv.PublishAsync("added", task);
await foreach (KvMessage message in added)
{
    Console.WriteLine($"Added: {message.Text}");
    break;
}

string[] tasks = await kv.LRangeAsync("tasks");
for (int i = 0; i < tasks.Length; i++) Console.WriteLine($"{i + 1}. {tasks[i]}");
long runs = await kv.GetAsync<long>("runs");
Console.WriteLine($"Run {runs}");
