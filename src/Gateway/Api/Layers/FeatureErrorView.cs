namespace Fleet.Gateway.Api.Layers;

/// <summary>A feature that was not taken.</summary>
/// <param name="Index">Its place in <c>features</c>.</param>
/// <param name="FeatureId">Its id, where it has one.</param>
/// <param name="Field">For example <c>properties.maxspeed</c>.</param>
public sealed record FeatureErrorView(int Index, string? FeatureId, string Field, string Code, string Message);
