using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Geography;

namespace Fleet.CustomEvents;

/// <summary>An event whose triggers held, as it was told: its confirmation or its end tells the same again.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.PendingCustomEvent")]
public sealed record PendingCustomEvent
{
    [Id(0)] public required string EventId { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    [Id(2)] public required DateTimeOffset ConfirmBy { get; init; }

    [Id(3)] public required CustomEventPriority Priority { get; init; }

    [Id(4)] public GeoPoint? Location { get; init; }

    [Id(5)] public FenceTouch? Fence { get; init; }

    [Id(6)] public ImmutableDictionary<string, double> Details { get; init; } = ImmutableDictionary<string, double>.Empty;

    [Id(7)] public required Provenance Why { get; init; }
}
