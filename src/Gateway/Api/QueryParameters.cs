namespace Fleet.Gateway.Api;

/// <summary>The query parameters of a list, for the API's description.</summary>
internal sealed record QueryParameters(IReadOnlyList<string> Names);
