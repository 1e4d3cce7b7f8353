namespace Fleet.Storage.Postgres;

/// <summary>How to run the private cluster. The defaults are for keeping data.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>The cluster's own folder; made on first use. The server's user must be able to reach it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>False only where losing everything at a power cut is fine: throw-away test clusters.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Modest: the process that shares the machine needs the rest.</summary>
    public int SharedBuffersMegabytes { get; init; } = 256;

    public int MaxConnections { get; init; } = 100;

    /// <summary>How long a start may take, crash recovery included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
