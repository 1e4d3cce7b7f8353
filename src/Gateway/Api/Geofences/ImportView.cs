namespace Fleet.Gateway.Api.Geofences;

/// <param name="Results">In the order of what was sent.</param>
public sealed record ImportView(int Created, int Replaced, int Refused, int Failed, IReadOnlyList<ImportedView> Results);
