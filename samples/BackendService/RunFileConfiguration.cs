using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Fleet.Samples;

/// <summary>Configuration from what <c>./fleet cluster</c> wrote of itself, so that the sample runs beside it without being told anything.</summary>
internal static class RunFileConfiguration
{
    /// <param name="path">Looked for in the working directory; where there is none the environment has to say it.</param>
    public static void AddRunFile(this IConfigurationManager configuration, string path)
    {
        if (!File.Exists(path))
            return;

        using var run = JsonDocument.Parse(File.ReadAllBytes(path));
        configuration.AddInMemoryCollection(
        [
            new("Fleet:Database", Text(run, "database")),
            new("Fleet:Cluster:ClusterId", Text(run, "cluster_id")),
        ]);
    }

    private static string? Text(JsonDocument run, string name) =>
        run.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
