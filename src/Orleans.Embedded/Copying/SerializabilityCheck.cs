namespace Orleans.Embedded.Copying;

/// <summary>Walks a declared type before the host starts and tells what in it cannot cross a grain boundary.</summary>
internal sealed class SerializabilityCheck
{
    private readonly HashSet<Type> _visited = [];

    /// <summary>The [GenerateSerializer] types met so far.</summary>
    public List<Type> Generated { get; } = [];

    /// <summary>The grain and observer interfaces met so far, which are to be checked too.</summary>
    public Queue<Type> Interfaces { get; } = new();

    /// <summary>Appends the faults found under <paramref name="type"/>, each prefixed by <paramref name="where"/>.</summary>
    public void Check(Type type, string where, List<string> faults)
    {
        if (type.IsGenericParameter || type.Assembly == typeof(SerializabilityCheck).Assembly || !_visited.Add(type)) return;
        if (type.IsArray)
        {
            Check(type.GetElementType()!, where, faults);
            return;
        }

        if (TypeRules.IsAddressable(type))
        {
            Interfaces.Enqueue(type);
            return;
        }

        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition is not null && (CollectionCopiers.Contains(definition) || TypeRules.IsImmutableContainer(definition)))
        {
            if (!CollectionCopiers.Contains(definition) && !TypeRules.IsShared(type)) faults.Add($"{where}: {type} may hold only immutable items here.");
            foreach (var argument in type.GetGenericArguments()) Check(argument, where, faults);
            return;
        }

        if (TypeRules.IsGenerated(type))
        {
            CheckGenerated(type, where, faults);
            return;
        }

        if (TypeRules.IsShared(type) || type == typeof(object)) return;
        if (type.IsInterface || type.IsAbstract)
        {
            // What stands behind an interface or abstract type is known only at run time and checked then.
            if (definition is null) return;
            foreach (var argument in type.GetGenericArguments()) Check(argument, where, faults);
            return;
        }

        faults.Add($"{where}: {type} is neither immutable nor copyable. {TypeRules.HowToFix(type)}");
        _visited.Remove(type);
    }

    private void CheckGenerated(Type type, string where, List<string> faults)
    {
        Generated.Add(type);
        var own = new List<string>();
        GeneratedMembers.Check(type, own);
        faults.AddRange(own.Select(fault => $"{where}: {fault}"));
        foreach (var field in GeneratedMembers.Of(type)) Check(field.FieldType, where, faults);
    }
}
