namespace Fleet.Gateway.Protocols.SocketIo.Recovery;

/// <summary>A connection that was lost and may come back. Bound: its log and its subscriptions.</summary>
internal sealed record LostSession
{
    /// <summary>Only the same credential and user may have it.</summary>
    public required string Identity { get; init; }

    /// <summary>Of the connection that had it last.</summary>
    public required long Number { get; init; }

    public required string Sid { get; init; }

    public required SentLog Log { get; init; }

    public required long Answers { get; init; }

    public required IReadOnlyList<LostSubscription> Subscriptions { get; init; }

    /// <summary>The organization's bulletins up to this number were offered to it.</summary>
    public required long Bulletins { get; init; }

    public bool HadInitialData { get; init; }
}
