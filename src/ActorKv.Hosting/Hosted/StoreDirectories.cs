// Two stores of one application on one directory are a mistake in its configuration, and are told so with both names, before the lock of the
// directory would speak of a process, which is this one.

using Microsoft.Extensions.Options;

namespace ActorKv.Hosting.Hosted;

internal sealed class StoreDirectories
{
    private readonly Dictionary<string, HostedStore> _taken = new(StringComparer.Ordinal);

    /// <exception cref="OptionsValidationException">Another store has the directory.</exception>
    public void Take(HostedStore store, ActorKvOptions options)
    {
        if (options.InMemory) return;
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataDirectory!));
        lock (_taken)
        {
            if (_taken.TryAdd(path, store)) return;
            throw new OptionsValidationException(store.Name, typeof(ActorKvOptions),
                [$"DataDirectory: the stores '{_taken[path].Name}' and '{store.Name}' have the same directory, {path}. Each needs one of its own."]);
        }
    }

    public void Release(HostedStore store)
    {
        lock (_taken)
        {
            foreach (string path in _taken.Where(entry => entry.Value == store).Select(entry => entry.Key).ToArray()) _taken.Remove(path);
        }
    }
}
