namespace Fleet.Gateway.Api.Places;

/// <summary>All layers of the organization, in the order of their ids.</summary>
public sealed record PlaceLayersView(IReadOnlyList<PlaceLayerView> Items);
