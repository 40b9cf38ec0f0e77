// Where a store's meter comes from. A meter of the application's factory ends with the application, one of our own with the store.

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ActorKv.Hosting.Observation;

/// <summary>Makes the meter of a store: by the application's factory when there is one.</summary>
/// <param name="StoreName">The store's name; empty for the one without.</param>
/// <param name="Services">The application's services, or null.</param>
internal sealed record MeterSource(string StoreName, IServiceProvider? Services)
{
    public const string MeterName = "ActorKv";

    public Meter Create() => Services?.GetService<IMeterFactory>()?.Create(MeterName) ?? new Meter(MeterName);
}
