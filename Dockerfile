# One image for all services; the command says which one runs:
#   docker run billbridge poller      docker run billbridge migrate

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY .swcrc tsconfig.json ./
COPY scripts scripts
COPY apps apps
COPY libs libs
# The emulators of the providers are for development; they have no place in production.
RUN node scripts/build.mjs && rm -rf dist/apps/sandbox
# Optional packages are compilers' binaries, speed-ups and the embedded Postgres of developers.
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/scripts scripts
COPY --from=build /app/dist dist
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 3000
ENTRYPOINT ["node", "scripts/service.mjs"]
CMD ["console"]
