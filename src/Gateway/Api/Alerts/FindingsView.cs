namespace Fleet.Gateway.Api.Alerts;

/// <summary>What a shadow rule would have raised.</summary>
/// <param name="Items">Newest first; a hundred are kept.</param>
public sealed record FindingsView(IReadOnlyList<FindingView> Items);
