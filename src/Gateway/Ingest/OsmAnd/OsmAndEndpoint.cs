using Fleet.Gateway.Api;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Vehicles;

namespace Fleet.Gateway.Ingest.OsmAnd;

/// <summary>
/// <c>GET|POST /osmand</c>: the query protocol of OsmAnd and Traccar Client. Such a client knows one thing only, whether
/// the status was 200: it keeps a point for anything else and sends it again before the next one. So what no resend can
/// better (no fix, too coarse a fix) is answered 200, with the refusal in the body.
/// </summary>
internal sealed class OsmAndEndpoint(IAuthenticator authenticator, OsmAndReader reader, RequestIntake intake)
{
    public const string Door = "osmand";

    /// <summary>The credential, for devices that can only be given a URL. Nothing logs it.</summary>
    public const string KeyParameter = "key";

    public async Task<IResult> Take(HttpContext context)
    {
        if (RoleFilter.Refuse(context, await authenticator.AuthenticateRequest(context, context.Request.Query[KeyParameter]), Role.Operator, null) is { } stranger)
            return stranger;

        var principal = context.GetPrincipal();
        if (intake.Refuse(principal, Door) is { } refused)
            return refused;

        var (batch, wrong) = await reader.Read(context, principal);
        if (wrong is { } error)
            return Problem.Invalid(error.Field, error.Code, error.Message);

        var (statuses, problem) = await intake.Submit(batch, Door, context.RequestAborted);
        if (problem is not null)
            return problem;

        if (statuses is [PositionStatus.Refused])
            return Problem.Invalid("item", FieldErrorCode.Refused, "was refused by the vehicle");

        LocationResultsJson.Write(context.Response, batch, statuses);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }
}
