@echo off
rem Runs Maven: the installed one if it is new enough, else the one that
rem .mvn\wrapper\maven-wrapper.properties names, fetched once into %USERPROFILE%\.m2\wrapper\dists.
rem MVNW_REPOURL: repository to fetch it from instead of distributionUrl.
setlocal
set "MVNW_PROJECT=%~dp0"
set "MVNW_MAVEN="
for /f "usebackq delims=" %%M in (`powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';" ^
  "$installed = Get-Command mvn.cmd -ErrorAction SilentlyContinue;" ^
  "if ($installed -and ((& $installed.Path -v) -join ' ') -match 'Apache Maven (\d+\.\d+\.\d+)' -and [version]$Matches[1] -ge [version]'3.8.7') { $installed.Path; exit };" ^
  "$p = @{}; Get-Content ($env:MVNW_PROJECT + '.mvn\wrapper\maven-wrapper.properties') | Where-Object { $_ -match '^(\w+)=(.*)$' } | ForEach-Object { $p[$Matches[1]] = $Matches[2].Trim() };" ^
  "$url = $p.distributionUrl; $sum = $p.distributionSha256Sum; $name = $url.Split('/')[-1] -replace '-bin\.zip$', '';" ^
  "if ($env:MVNW_REPOURL) { $url = $env:MVNW_REPOURL.TrimEnd('/') + '/org/apache/maven/apache-maven/' + ($name -replace '^apache-maven-', '') + '/' + $name + '-bin.zip' };" ^
  "$dists = Join-Path $env:USERPROFILE '.m2\wrapper\dists'; $maven = Join-Path $dists ($name + '-' + $sum.Substring(0, 8));" ^
  "if (-not (Test-Path ($maven + '\bin\mvn.cmd'))) { $work = Join-Path $dists ('fetching.' + [guid]::NewGuid()); New-Item -ItemType Directory -Force $work | Out-Null; [Console]::Error.WriteLine('mvnw: fetching ' + $url); Invoke-WebRequest -UseBasicParsing $url -OutFile ($work + '\maven.zip'); if ((Get-FileHash -Algorithm SHA256 ($work + '\maven.zip')).Hash -ne $sum) { throw ('mvnw: not what was expected: ' + $url) }; Expand-Archive ($work + '\maven.zip') $work; Move-Item ($work + '\' + $name) $maven; Remove-Item -Recurse $work };" ^
  "$maven + '\bin\mvn.cmd'"`) do set "MVNW_MAVEN=%%M"
if "%MVNW_MAVEN%"=="" (
  echo mvnw: no Maven: install 3.8.7 or newer, or set MVNW_REPOURL 1>&2
  exit /b 1
)
call "%MVNW_MAVEN%" %*
exit /b %ERRORLEVEL%
