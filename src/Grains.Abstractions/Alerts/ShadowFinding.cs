namespace Fleet.Alerts;

/// <summary>What a shadow rule would have raised.</summary>
/// <param name="Draft">The alert as it would have been.</param>
/// <param name="Suppressed">Events that would have been suppressed into it.</param>
[GenerateSerializer, Immutable, Alias("Fleet.ShadowFinding")]
public sealed record ShadowFinding([property: Id(0)] AlertDraft Draft, [property: Id(1)] int Suppressed);
