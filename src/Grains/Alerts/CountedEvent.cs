namespace Fleet.Alerts;

/// <summary>An event that counts.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.CountedEvent")]
public readonly record struct CountedEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] string EventId);
