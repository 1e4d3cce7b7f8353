using Fleet.Events;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Workflows;

namespace Fleet.Gateway.Protocols.SpatialFlow.Feeds;

/// <summary>
/// <c>/ws/workflows/{workflow_id}/executions/{execution_id}/</c>: an <c>execution_status</c> with all steps reached, then a
/// <c>step_update</c> a change of a step, and an <c>execution_status</c> where the execution itself changes.
/// </summary>
internal sealed class ExecutionFeed(IGrainFactory grains, TimeProvider time) : SpatialFlowFeed
{
    public override string Name => "workflow execution";

    public override EventForm Form => SpatialFlowForm.Execution;

    public override async ValueTask<FeedTicket> Admit(Principal principal, IReadOnlyDictionary<string, string> ids) =>
        Identifier.IsValid(ids["workflow_id"]) && Identifier.IsValid(ids["execution_id"])
        && await Find(principal, ids["execution_id"]) is { } execution
        && execution.WorkflowId == ids["workflow_id"] && WorkflowFeed.MaySee(principal, execution.VehicleId)
            ? new FeedTicket
            {
                Channels = EventChannels.Topics,
                Filter = new SubscriptionFilter { Topics = new HashSet<string>(StringComparer.Ordinal) { ExecutionChanged.TopicOfExecution(execution.ExecutionId) } },
                Subject = execution.ExecutionId,
            }
            : FeedTicket.Unknown("execution");

    public override async ValueTask<byte[]?> Present(Principal principal, FeedTicket ticket, IReadOnlyList<ShardPosition> heads) =>
        await Find(principal, ticket.Subject!) is { } execution ? WorkflowJson.Status(execution, heads, time.GetUtcNow()) : null;

    private Task<ExecutionSnapshot?> Find(Principal principal, string id) =>
        grains.GetGrain<IExecutionGrain>(GrainKey.For(principal.OrganizationId, id)).Get();
}
