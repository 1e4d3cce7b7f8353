using Fleet.Gateway.Api.Layers;

namespace Fleet.Gateway.Api.Roads;

/// <summary>What became of an upload.</summary>
/// <param name="Layer">The layer as it now is.</param>
/// <param name="WithoutLimit">Of its roads, those without a known limit.</param>
/// <param name="Refused">Features that were not taken.</param>
/// <param name="Errors">Why, the first hundred of them.</param>
public sealed record RoadUploadView(RoadLayerView Layer, int WithoutLimit, int Refused, IReadOnlyList<FeatureErrorView> Errors);
