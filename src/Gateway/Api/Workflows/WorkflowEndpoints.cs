using System.Text.Json;
using Fleet.Audit;
using Fleet.Directory;
using Fleet.Gateway.Api.Keys;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Workflows;

/// <summary>
/// Workflows act for the whole organization. Only a credential whose permissions are not narrowed may make or start them; one that is
/// narrowed to vehicles sees the executions of those.
/// </summary>
internal static class WorkflowEndpoints
{
    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        var workflows = routes.MapGroup("/v1/workflows").WithTags("Workflows");
        workflows.MapGet("", List).Requires(Role.Viewer)
            .Describe("List workflows", "In the order of their ids.").Returns<PageOf<WorkflowView>>().Paged();
        workflows.MapPost("", Create).Requires(Role.Operator)
            .Describe("Create a workflow").Takes<WorkflowBody>().Returns<WorkflowView>(201).Fails(409);
        workflows.MapGet("/{workflow_id}", Get).Requires(Role.Viewer)
            .Describe("A workflow").Returns<WorkflowView>().Fails(404);
        workflows.MapPut("/{workflow_id}", Put).Requires(Role.Operator)
            .Describe("Create or replace a workflow", "What runs goes on with the version that it began with.").Takes<WorkflowBody>().Returns<WorkflowView>().Fails(409);
        workflows.MapDelete("/{workflow_id}", Delete).Requires(Role.Operator)
            .Describe("Delete a workflow", "What runs of it is cancelled.").Produces(204).Fails(404);
        workflows.MapGet("/{workflow_id}/executions", Executions).Requires(Role.Viewer)
            .Describe("List executions", "The newest first. status is running, completed, failed or cancelled.").Returns<PageOf<ExecutionView>>().Paged("status").Fails(404);
        workflows.MapPost("/{workflow_id}/executions", Start).Requires(Role.Operator)
            .Describe("Start a workflow by hand", "Whatever its trigger, also where it is not enabled.").Takes<ExecutionBody>().Returns<ExecutionView>(201).Fails(404).Fails(429);
        workflows.MapGet("/{workflow_id}/executions/{execution_id}", Execution).Requires(Role.Viewer)
            .Describe("An execution and its steps").Returns<ExecutionView>().Fails(404);
        workflows.MapPost("/{workflow_id}/executions/{execution_id}/cancel", Cancel).Requires(Role.Operator)
            .Describe("Cancel an execution", "What is under way may still have its effect; nothing new begins.").Returns<ExecutionView>().Fails(404).Fails(409);
        workflows.MapPost("/{workflow_id}/executions/{execution_id}/retry", Retry).Requires(Role.Operator)
            .Describe("Go on from the step that failed", "What was completed stays so.").Returns<ExecutionView>().Fails(404).Fails(409).Fails(429);
    }

    private static async Task<IResult> List(HttpContext context, DirectoryLists lists, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "workflows");
        var query = new DirectoryQuery { OrganizationId = principal.OrganizationId, Kind = EntityKind.Workflow, Limit = page.Limit };
        return Results.Ok(await lists.Read(
            page,
            query,
            async id => await Grain(grains, principal, id).Get() is { } workflow ? WorkflowView.Of(workflow) : null,
            context.RequestAborted));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string workflow_id) =>
        await Find(context, grains, workflow_id) is { } workflow ? Results.Ok(WorkflowView.Of(workflow)) : Problem.NotFound("workflow");

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, EntityIds ids)
    {
        using var body = await RequestJson.Read(context);
        var id = body.Fields.Id("workflow_id") ?? ids.Create("wf");
        if (await Find(context, grains, id) is not null)
            return new Problem(ProblemKinds.Conflict, "There is a workflow of this id.");

        return await Define(context, grains, body, id) is { } workflow ? Results.Created("/v1/workflows/" + id, WorkflowView.Of(workflow)) : TooMany();
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string workflow_id)
    {
        if (!Identifier.IsValid(workflow_id))
            return Problem.NotFound("workflow");

        using var body = await RequestJson.Read(context);
        body.RequireSameId("workflow_id", workflow_id);
        return await Define(context, grains, body, workflow_id) is { } workflow ? Results.Ok(WorkflowView.Of(workflow)) : TooMany();
    }

    /// <summary>Null where the organization has as many as it may.</summary>
    private static async Task<WorkflowDefinition?> Define(HttpContext context, IGrainFactory grains, RequestJson body, string id)
    {
        var principal = context.GetPrincipal();
        var definition = WorkflowBody.Read(body.Fields, id);
        body.ThrowIfInvalid();
        MustBeUnrestricted(principal);

        // The definition first: a trigger without one starts nothing, and a definition without a trigger is repeated by its caller.
        var roster = Roster(grains, principal);
        var known = await Grain(grains, principal, id).Get();
        if (known is null && !await roster.Put(id, definition.Trigger, enabled: false))
            return null;

        var defined = await Grain(grains, principal, id).Define(definition);
        await roster.Put(id, defined.Trigger, defined.Enabled);
        await context.Audit(AuditAction.WorkflowChanged, id);
        return defined;
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string workflow_id)
    {
        var principal = context.GetPrincipal();
        if (await Find(context, grains, workflow_id) is null)
            return Problem.NotFound("workflow");

        MustBeUnrestricted(principal);
        await Roster(grains, principal).Remove(workflow_id);
        if (!await Grain(grains, principal, workflow_id).Remove())
            return Problem.NotFound("workflow");

        await context.Audit(AuditAction.WorkflowDeleted, workflow_id);
        return Results.NoContent();
    }

    private static async Task<IResult> Executions(HttpContext context, IGrainFactory grains, string workflow_id)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, "executions/" + workflow_id, "status");
        var fields = new QueryFields(context.Request.Query);
        var status = fields.Choice<ExecutionStatus>("status");
        fields.ThrowIfInvalid();
        if (await Find(context, grains, workflow_id) is null)
            return Problem.NotFound("workflow");

        var found = await Roster(grains, principal).List(workflow_id, status, page.After, page.Limit);
        return Results.Ok(page.Page([.. found.Executions.Where(e => MaySee(principal, e.VehicleId)).Select(ExecutionView.Of)], found.Next));
    }

    private static async Task<IResult> Start(HttpContext context, IGrainFactory grains, EntityIds ids, string workflow_id)
    {
        var principal = context.GetPrincipal();
        using var body = await RequestJson.Read(context, optional: true);
        var key = body.Fields.Id("idempotency_key") ?? ids.Create("start");
        var input = body.Fields.Has("input") && !body.Fields.IsNull("input") ? body.Fields.Element("input") : default;
        if (input.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
            body.Fields.Fail("input", FieldErrorCode.Type, "must be an object");
        else if (input.ValueKind == JsonValueKind.Object && input.GetRawText().Length > StepReader.MaxPayload)
            body.Fields.Fail("input", FieldErrorCode.Range, $"must have at most {StepReader.MaxPayload} characters");
        else if (input.ValueKind == JsonValueKind.Object && FreeJson.Fault(input) is { } broken)
            body.Fields.Fail("input", FieldErrorCode.Format, broken);

        body.ThrowIfInvalid();
        MustBeUnrestricted(principal);
        if (await Find(context, grains, workflow_id) is null)
            return Problem.NotFound("workflow");

        var started = await Roster(grains, principal).Start(workflow_id, key, input.ValueKind == JsonValueKind.Object ? input.GetRawText() : "{}");
        return started.Outcome == WorkflowCommand.Done && await Snapshot(context, grains, workflow_id, started.ExecutionId!) is { } execution
            ? Results.Created($"/v1/workflows/{workflow_id}/executions/{execution.ExecutionId}", ExecutionView.Of(execution))
            : Refused(started.Outcome);
    }

    private static async Task<IResult> Execution(HttpContext context, IGrainFactory grains, string workflow_id, string execution_id) =>
        await Snapshot(context, grains, workflow_id, execution_id) is { } execution ? Results.Ok(ExecutionView.Of(execution)) : Problem.NotFound("execution");

    private static async Task<IResult> Cancel(HttpContext context, IGrainFactory grains, string workflow_id, string execution_id) =>
        await Command(context, grains, workflow_id, execution_id, (principal, id) => grains.GetGrain<IExecutionGrain>(GrainKey.For(principal.OrganizationId, id)).Cancel());

    private static async Task<IResult> Retry(HttpContext context, IGrainFactory grains, string workflow_id, string execution_id) =>
        await Command(context, grains, workflow_id, execution_id, (principal, id) => Roster(grains, principal).Retry(id));

    private static async Task<IResult> Command(
        HttpContext context, IGrainFactory grains, string workflowId, string executionId, Func<Principal, string, Task<WorkflowCommand>> command)
    {
        if (await Snapshot(context, grains, workflowId, executionId) is null)
            return Problem.NotFound("execution");

        MustBeUnrestricted(context.GetPrincipal());
        var outcome = await command(context.GetPrincipal(), executionId);
        return outcome == WorkflowCommand.Done && await Snapshot(context, grains, workflowId, executionId) is { } execution
            ? Results.Ok(ExecutionView.Of(execution))
            : Refused(outcome);
    }

    private static Problem Refused(WorkflowCommand outcome) => outcome switch
    {
        WorkflowCommand.WrongStatus => new Problem(ProblemKinds.Conflict, "The execution's status does not allow this."),
        WorkflowCommand.TooMany => new Problem(ProblemKinds.TooMany, "The organization has as many executions running as it may (Fleet:Workflows:MaxRunning)."),
        _ => Problem.NotFound("execution"),
    };

    private static Problem TooMany() => new(ProblemKinds.Conflict, "The organization has as many workflows as it may (Fleet:Workflows:MaxPerOrganization).");

    private static void MustBeUnrestricted(Principal principal)
    {
        if (!new Permissions().IsWithin(principal.Permissions))
            throw new ProblemException(new Problem(ProblemKinds.Forbidden, "A workflow acts for the whole organization; the credential's permissions are narrower."));
    }

    /// <summary>Null also where its vehicle may not be seen.</summary>
    internal static async Task<ExecutionSnapshot?> Snapshot(HttpContext context, IGrainFactory grains, string workflowId, string executionId)
    {
        var principal = context.GetPrincipal();
        return Identifier.IsValid(executionId)
            && await grains.GetGrain<IExecutionGrain>(GrainKey.For(principal.OrganizationId, executionId)).Get() is { } execution
            && execution.WorkflowId == workflowId && MaySee(principal, execution.VehicleId)
                ? execution
                : null;
    }

    private static bool MaySee(Principal principal, string? vehicleId) =>
        principal.Permissions.VehicleRestrictions.IsEmpty || (vehicleId is not null && principal.Permissions.VehicleRestrictions.Contains(vehicleId));

    private static async Task<WorkflowDefinition?> Find(HttpContext context, IGrainFactory grains, string id) =>
        Identifier.IsValid(id) ? await Grain(grains, context.GetPrincipal(), id).Get() : null;

    private static IWorkflowGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IWorkflowGrain>(GrainKey.For(principal.OrganizationId, id));

    private static IWorkflowRosterGrain Roster(IGrainFactory grains, Principal principal) =>
        grains.GetGrain<IWorkflowRosterGrain>(GrainKey.ForOrganization(principal.OrganizationId));
}
