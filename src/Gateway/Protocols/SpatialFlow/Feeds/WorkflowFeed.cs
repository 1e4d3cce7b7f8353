using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Workflows;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary><c>/ws/workflows/{workflow_id}/</c>: a <c>workflow_status</c> with its newest executions, then one whenever an execution begins or ends.</summary>
internal sealed class WorkflowFeed(IGrainFactory grains, TimeProvider time) : SpatialFlowFeed
{
    private const int Recent = 20;

    public override string Name => "workflow status";

    public override EventForm Form => SpatialFlowForm.Workflow;

    public override async ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids) =>
        Identifier.IsValid(ids["workflow_id"]) && await Find(principal, ids["workflow_id"]) is { } workflow
            ? new FeedTicket
            {
                Channels = EventChannels.Topics,
                Filter = new SubscriptionFilter { Topics = new HashSet<string>(StringComparer.Ordinal) { ExecutionChanged.TopicOfWorkflow(workflow.WorkflowId) } },
                Subject = workflow.WorkflowId,
            }
            : FeedTicket.Unknown("workflow");

    public override async ValueTask<byte[]?> Present(Principal principal, FeedTicket ticket, IReadOnlyList<ShardPosition> heads)
    {
        if (await Find(principal, ticket.Subject!) is not { } workflow)
            return null; // deleted meanwhile

        var roster = grains.GetGrain<IWorkflowRosterGrain>(GrainKey.ForOrganization(principal.OrganizationId));
        var executions = await roster.List(workflow.WorkflowId, null, null, Recent);
        return WorkflowJson.Status(workflow, [.. executions.Executions.Where(e => MaySee(principal, e.VehicleId))], heads, time.GetUtcNow());
    }

    internal static bool MaySee(Principal principal, string? vehicleId) =>
        principal.Permissions.VehicleRestrictions.IsEmpty || (vehicleId is not null && principal.Permissions.VehicleRestrictions.Contains(vehicleId));

    private Task<WorkflowDefinition?> Find(Principal principal, string id) =>
        grains.GetGrain<IWorkflowGrain>(GrainKey.For(principal.OrganizationId, id)).Get();
}
