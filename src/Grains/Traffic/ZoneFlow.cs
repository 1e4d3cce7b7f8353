namespace Fleet.Traffic;

/// <summary>A camera's newest measure as its zone keeps it.</summary>
/// <param name="ReceivedAt">By the silo's clock: it grows stale by that.</param>
internal readonly record struct ZoneFlow(CameraFlow Flow, DateTimeOffset ReceivedAt);
