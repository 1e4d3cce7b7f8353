using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Ingest;

/// <summary>Configuration section <c>Gateway:Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "Gateway:Ingest";

    /// <summary>Largest request body, bytes. A larger one is answered 413.</summary>
    [Range(1_024, 64 * 1_048_576)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>Most positions or events in one request. More are answered 413.</summary>
    [Range(1, 100_000)]
    public int MaxBatch { get; set; } = 10_000;

    /// <summary>How far ahead of this host's clock a time may be, seconds.</summary>
    [Range(0, 86_400)]
    public int MaxAheadSeconds { get; set; } = 300;

    /// <summary>Times before this are refused; seconds taken for milliseconds land there.</summary>
    public DateTimeOffset MinimumTime { get; set; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A fix less accurate than this is refused, metres.</summary>
    [Range(1, 1_000_000)]
    public double MaxAccuracyMeters { get; set; } = 5_000;

    /// <summary>Positions a second for each key or token subject. A request that finds its budget used up is answered 429 whole.</summary>
    [Range(1, 100_000_000)]
    public int PositionsPerSecond { get; set; } = 100_000;

    /// <summary>Seconds of unused budget that may be saved up.</summary>
    [Range(1, 60)]
    public int BurstSeconds { get; set; } = 2;

    /// <summary>Calls to vehicle grains under way at once, over all requests of this gateway.</summary>
    [Range(1, 100_000)]
    public int MaxCallsInFlight { get; set; } = 256;

    /// <summary>Positions taken in but not answered yet, over all requests. A request beyond it is answered 429 whole.</summary>
    [Range(1_000, 100_000_000)]
    public int MaxPendingPositions { get; set; } = 200_000;

    /// <summary>What a caller is told to wait when the fleet cannot follow, seconds.</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; set; } = 1;
}
