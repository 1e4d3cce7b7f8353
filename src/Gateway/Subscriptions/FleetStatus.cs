using Fleet.Events;

namespace Fleet.Gateway.Subscriptions;

/// <summary>The fleet at one moment, made once for all who want the same of it.</summary>
public sealed class FleetStatus
{
    private const int Protocols = 2;

    private readonly byte[]?[] _encoded = new byte[]?[Protocols];

    public required DateTimeOffset Timestamp { get; init; }

    public required string OrganizationId { get; init; }

    public required FleetTally Summary { get; init; }

    public required IReadOnlyList<LocationUpdated> Vehicles { get; init; }

    /// <summary>Vehicles that would belong to the list and are beyond its bound.</summary>
    public required int Omitted { get; init; }

    /// <summary>Made once for all who get it by the same protocol.</summary>
    /// <param name="slot">0 streaming, 1 Socket.IO.</param>
    public byte[] Encoded(Func<FleetStatus, byte[]> encode, int slot = 0)
    {
        ref var encoded = ref _encoded[slot];
        return Volatile.Read(ref encoded) ?? (encoded = encode(this));
    }
}
