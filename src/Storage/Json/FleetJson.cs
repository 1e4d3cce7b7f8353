using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Fleet.Storage;

/// <summary>
/// How state and events are written down: plain JSON without a CLR name in it. An abstract type's kinds are told apart
/// by their [Alias]; unknown members are ignored and missing ones keep their default, so that two versions of a program
/// read each other's rows. What is kept of a type is what Orleans would keep: its members with an [Id].
/// </summary>
public static class FleetJson
{
    public const string KindProperty = "$kind";

    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            // Detector states hold infinities as "not yet".
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            AllowOutOfOrderMetadataProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = 128,
            Converters = { new JsonStringEnumConverter(), new ImmutableArrayConverterFactory() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    JsonContracts.KeepOrleansMembers,
                    JsonContracts.KeepOldNames,
                    JsonContracts.TellKindsByAlias,
                    JsonContracts.TolerateMissing,
                    JsonContracts.LeaveOutNulls,
                },
            },
        };
        options.MakeReadOnly();
        return options;
    }
}
