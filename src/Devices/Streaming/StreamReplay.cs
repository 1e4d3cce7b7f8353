namespace Fleet.Devices.Streaming;

/// <summary>History that a stream begins with.</summary>
/// <param name="From">ISO-8601 with an offset; the gateway judges it.</param>
/// <param name="Speed">Seconds of history a second, 1 … 1000.</param>
public sealed record StreamReplay(string From, int Speed);
