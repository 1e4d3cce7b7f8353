namespace Fleet.Gateway.Api.Roads;

/// <summary>All layers of the organization, in the order of their ids.</summary>
public sealed record RoadLayersView(IReadOnlyList<RoadLayerView> Items);
