namespace Fleet.Gateway.Api.Connections;

/// <param name="Gateway">Its name in <c>/v1/admin/cluster</c>.</param>
/// <param name="Value">Nothing where it did not answer in time.</param>
internal readonly record struct GatewayAnswer<T>(string Gateway, bool HasAnswered, T? Value);
