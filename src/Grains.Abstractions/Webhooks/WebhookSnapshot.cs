namespace Fleet.Webhooks;

/// <summary>A webhook as it is now. Never its secrets.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.WebhookSnapshot")]
public sealed record WebhookSnapshot
{
    [Id(0)] public required string WebhookId { get; init; }

    /// <summary>Without the bearer token's text: empty where there is one.</summary>
    [Id(1)] public required WebhookSpec Spec { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>gone: the receiver answered 410. Null while enabled, or where a person disabled it.</summary>
    [Id(4)] public string? DisabledReason { get; init; }

    [Id(5)] public int Pending { get; init; }

    [Id(6)] public int Dead { get; init; }

    /// <summary>The receiver asked to be left alone until then.</summary>
    [Id(7)] public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>With the answer that made it, and never again.</summary>
    [Id(8)] public string? Secret { get; init; }
}
