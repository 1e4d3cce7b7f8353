using System.Text.Json;
using Fleet.Audit;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geofences;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>
/// <c>POST /v1/geofences/bulk</c>. Each fence is read, judged and put in force by itself, <see cref="AtOnce"/> at a time; the catalogue
/// tells the silos of all that come while it tells, so that a thousand take dozens of rounds and not a thousand.
/// </summary>
internal static partial class GeofenceImport
{
    private const int AtOnce = 128;

    public static async Task<IResult> Run(
        HttpContext context, IGrainFactory grains, EntityIds ids, IOptions<GeofenceShapeLimits> options, ILoggerFactory loggers)
    {
        var (principal, limits) = (context.GetPrincipal(), options.Value);
        using var body = await RequestJson.Read(context, maxBytes: limits.MaxImportBytes);
        var (items, features) = Items(body.Fields, limits);
        body.ThrowIfInvalid();

        var results = new List<ImportedView>(items!.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var room = await GeofenceEndpoints.Room(grains, principal, limits);
        var log = loggers.CreateLogger("Fleet.Gateway.Api.Geofences.GeofenceImport");
        foreach (var chunk in items.Index().Chunk(AtOnce))
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            var drafts = chunk.Select(i => Read(i.Index, i.Item.Element, i.Item.Path, features, ids, limits, seen)).ToList();
            var known = await Task.WhenAll(drafts.Select(d => Known(d, grains, principal, log)));
            for (var i = 0; i < drafts.Count; i++)
            {
                if (known[i] is null && drafts[i].Definition is not null && room-- <= 0)
                    drafts[i] = drafts[i].Refused("geofence", FieldErrorCode.Refused, $"an organization has at most {limits.MaxFences} geofences");
                else if (known[i] is { Definition: { } there } && !principal.MaySee(there))
                    drafts[i] = drafts[i].Refused("geofence_id", FieldErrorCode.Forbidden, "belongs to a geofence that you may not see");
            }

            results.AddRange(await Task.WhenAll(drafts.Select((d, i) => Define(d, known[i] is null, grains, principal, log))));
        }

        var view = new ImportView(Count("created"), Count("replaced"), Count("refused"), Count("failed"), results);
        if (view.Created + view.Replaced > 0)
            await context.Audit(AuditAction.GeofenceChanged, "bulk", FormattableString.Invariant($"{view.Created} created, {view.Replaced} replaced"));

        return Results.Ok(view);

        int Count(string status) => results.Count(r => r.Status == status);
    }

    private static (IReadOnlyList<(JsonElement Element, string Path)>? Items, bool Features) Items(JsonFields fields, GeofenceShapeLimits limits)
    {
        if (!fields.Has("type") && !fields.Has("features"))
            return (fields.Items("geofences", limits.MaxImport, required: true), false);

        if (fields.Has("geofences"))
            fields.Fail("geofences", FieldErrorCode.Conflict, "only one of features and geofences may be given");
        if (fields.Text("type", 32, required: true) is { } type && type != "FeatureCollection")
            fields.Fail("type", FieldErrorCode.Unknown, "must be FeatureCollection");

        return (fields.Items("features", limits.MaxImport, required: true), true);
    }

    private static ImportDraft Read(
        int index, JsonElement element, string path, bool isFeature, EntityIds ids, GeofenceShapeLimits limits, HashSet<string> seen)
    {
        var errors = new FieldErrors();
        if (JsonFields.Open(element, path, errors) is not { } fields)
            return new ImportDraft(index, null, null, errors.Items);

        var properties = isFeature ? fields.Object("properties", required: true) : fields;
        if (isFeature && fields.Text("type", 32, required: true) is { } type && type != "Feature")
            fields.Fail("type", FieldErrorCode.Unknown, "must be Feature");

        var given = isFeature ? FeatureReader.IdOf(fields, properties) : fields.Id("geofence_id");
        var id = given ?? ids.Create("fence");
        var definition = properties is null ? null
            : isFeature ? GeofenceBody.Read(properties, id, null, FeatureReader.ReadShape(fields, properties, limits))
            : GeofenceBody.Read(fields, id, null, limits);
        if (!errors.Any && !seen.Add(id))
            errors.Add(path, FieldErrorCode.Duplicate, $"{id} is in this import already");

        return new ImportDraft(index, errors.Any ? given : id, errors.Any ? null : definition, errors.Items);
    }

    private static async Task<GeofenceSnapshot?> Known(ImportDraft draft, IGrainFactory grains, Principal principal, ILogger log)
    {
        try
        {
            return draft.Definition is null ? null : await GeofenceEndpoints.Grain(grains, principal, draft.Id!).Get();
        }
        catch (Exception e) // it is asked again by Define, which says that it failed
        {
            NotReached(log, e, draft.Id!);
            return null;
        }
    }

    private static async Task<ImportedView> Define(ImportDraft draft, bool isNew, IGrainFactory grains, Principal principal, ILogger log)
    {
        if (draft.Definition is not { } definition)
            return new ImportedView(draft.Index, "refused", draft.Id, draft.Errors);

        try
        {
            await GeofenceEndpoints.Grain(grains, principal, draft.Id!).Define(definition);
            return new ImportedView(draft.Index, isNew ? "created" : "replaced", draft.Id, null);
        }
        catch (Exception e) // a silo or the store is away: the others go on
        {
            NotReached(log, e, draft.Id!);
            return new ImportedView(draft.Index, "failed", draft.Id, null);
        }
    }

    [LoggerMessage(7121, LogLevel.Warning, "Geofence {GeofenceId} of an import could not be reached")]
    private static partial void NotReached(ILogger logger, Exception exception, string geofenceId);

    /// <param name="Definition">Null where it is refused.</param>
    private sealed record ImportDraft(int Index, string? Id, GeofenceDefinition? Definition, IReadOnlyList<FieldError> Errors)
    {
        public ImportDraft Refused(string field, string code, string message) => this with { Definition = null, Errors = [new FieldError(field, code, message)] };
    }
}
