using Fleet.Gateway.Api.Layers;

namespace Fleet.Gateway.Api.Places;

/// <summary>What became of an upload.</summary>
/// <param name="Layer">The layer as it now is.</param>
/// <param name="Refused">Features that were not taken.</param>
/// <param name="Errors">Why, the first hundred of them.</param>
public sealed record PlaceUploadView(PlaceLayerView Layer, int Refused, IReadOnlyList<FeatureErrorView> Errors);
