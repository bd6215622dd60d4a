{{- define "beacon.fullname" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- define "beacon.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "beacon.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "beacon.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "beacon.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "beacon.password" -}}
{{- if .Values.password -}}
{{ .Values.password | b64enc }}
{{- else if .Values.lookup -}}
{{- $old := lookup "v1" "Secret" .Release.Namespace (include "beacon.fullname" .) -}}
{{- if $old }}{{ index $old.data "password" }}{{ else }}bm90aGluZw=={{ end -}}
{{- else -}}
{{ randAlphaNum 16 | b64enc }}
{{- end -}}
{{- end }}
