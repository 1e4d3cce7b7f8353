namespace Fleet.Hosts;

/// <summary>What one process of the system says of itself, every few seconds.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Hosts.HostReport")]
public sealed record HostReport
{
    /// <summary>Unlike every other living process's: the name, and where a machine has several the process id.</summary>
    [Id(0)]
    public required string Name { get; init; }

    [Id(1)]
    public required HostRole Role { get; init; }

    /// <summary>Of a silo: the address it is known by in the cluster. Null for a gateway.</summary>
    [Id(2)]
    public string? SiloAddress { get; init; }

    [Id(3)]
    public required string Version { get; init; }

    /// <summary>Embedded or Orleans.</summary>
    [Id(4)]
    public required string Engine { get; init; }

    [Id(5)]
    public required DateTimeOffset StartedAt { get; init; }

    [Id(6)]
    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>Processor time since the last report by all processors' time: 0–1.</summary>
    [Id(7)]
    public required double CpuShare { get; init; }

    /// <summary>Of the process, resident, bytes.</summary>
    [Id(8)]
    public required long MemoryBytes { get; init; }

    /// <summary>Managed heap in use, bytes.</summary>
    [Id(9)]
    public required long HeapBytes { get; init; }
}
