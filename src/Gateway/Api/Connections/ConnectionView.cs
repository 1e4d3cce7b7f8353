using Fleet.Gateway.Json;
using Fleet.Hosts;
using Fleet.Organizations;

namespace Fleet.Gateway.Api.Connections;

/// <summary>One open connection.</summary>
/// <param name="Gateway">Which one has it: its name in <c>/v1/admin/cluster</c>.</param>
public sealed record ConnectionView(string ConnectionId, string Protocol, string UserId, string Role, DateTimeOffset ConnectedAt, string Gateway)
{
    internal static ConnectionView Of(ConnectionReport report, string gateway) =>
        new(report.Id, report.Protocol, report.UserId, WireNames<Role>.Of(report.Role), report.ConnectedAt, gateway);
}
