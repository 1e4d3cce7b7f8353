using Fleet.Gateway.Json;
using Fleet.Hosts;

namespace Fleet.Gateway.Api.Cluster;

/// <param name="Role">silo, gateway or all_in_one.</param>
/// <param name="SiloAddress">Null for a gateway.</param>
/// <param name="CpuShare">Of the whole machine, 0–1, since the report before.</param>
/// <param name="MemoryBytes">Resident.</param>
/// <param name="HeapBytes">Managed.</param>
public sealed record HostView(
    string Name,
    string Role,
    string? SiloAddress,
    string Version,
    string Engine,
    DateTimeOffset StartedAt,
    DateTimeOffset ReportedAt,
    double CpuShare,
    long MemoryBytes,
    long HeapBytes)
{
    internal static HostView Of(HostReport report) => new(
        report.Name,
        WireNames<HostRole>.Of(report.Role),
        report.SiloAddress,
        report.Version,
        report.Engine,
        report.StartedAt,
        report.ReportedAt,
        Math.Round(report.CpuShare, 4),
        report.MemoryBytes,
        report.HeapBytes);
}
