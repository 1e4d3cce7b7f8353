using Fleet.Organizations;

namespace Fleet.Hosts;

/// <summary>One open connection.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.Hosts.ConnectionReport")]
public sealed record ConnectionReport
{
    /// <summary>Socket.IO's <c>socket.id</c>, or the session id that the protocol told its client.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string Protocol { get; init; }

    /// <summary>The token's subject, or the API key's id.</summary>
    [Id(2)]
    public required string UserId { get; init; }

    [Id(3)]
    public required Role Role { get; init; }

    [Id(4)]
    public required DateTimeOffset ConnectedAt { get; init; }
}
