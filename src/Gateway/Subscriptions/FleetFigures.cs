using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>An organization's sums at one moment, made once for all who are told.</summary>
public sealed class FleetFigures
{
    private byte[]? _encoded;

    public required DateTimeOffset Timestamp { get; init; }

    public required string OrganizationId { get; init; }

    public required FleetMetrics Metrics { get; init; }

    /// <summary>Whether it is told as the windows or as the dashboard's figures.</summary>
    public required bool Sliding { get; init; }

    /// <summary>Made once. Only streaming has such a message, hence one slot.</summary>
    public byte[] Encoded(Func<FleetFigures, byte[]> encode) => Volatile.Read(ref _encoded) ?? (_encoded = encode(this));
}
