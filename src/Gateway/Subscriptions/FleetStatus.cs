using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>The fleet at one moment, made once for all who want the same of it.</summary>
public sealed class FleetStatus
{
    private byte[]? _encoded;

    public required DateTimeOffset Timestamp { get; init; }

    public required string OrganizationId { get; init; }

    public required FleetTally Summary { get; init; }

    public required IReadOnlyList<LocationUpdated> Vehicles { get; init; }

    /// <summary>Vehicles that would belong to the list and are beyond its bound.</summary>
    public required int Omitted { get; init; }

    /// <summary>Made once. Only streaming has such a message yet, hence one slot.</summary>
    public byte[] Encoded(Func<FleetStatus, byte[]> encode) => Volatile.Read(ref _encoded) ?? (_encoded = encode(this));
}
